-- What the platform baseline promises, asserted as the roles that rely on it.
-- psql -X -v ON_ERROR_STOP=1 -U supabase_admin -d postgres -f check.sql, on a fresh sandbox.
-- Everything is rolled back.

\set QUIET on
\pset format unaligned
\pset tuples_only on
set client_min_messages = warning;
begin;

create function pg_temp.holds(claim text, truth boolean) returns void language plpgsql as $$
begin
  if truth is not true then
    raise exception 'not so: %', claim;
  end if;
end
$$;
create function pg_temp.refused(statement text, state text, message text default '%') returns void language plpgsql as $$
declare
  got text;
begin
  begin
    execute statement;
  exception
    when others then
      if sqlstate = state and sqlerrm like message then
        return;
      end if;
      raise exception 'refused otherwise: % gives % %', statement, sqlstate, sqlerrm;
  end;
  raise exception 'not refused: %', statement;
end
$$;
grant all on all functions in schema pg_temp to public;

-- Roles.
select pg_temp.holds('role ' || name, exists (select from pg_roles where rolname = name))
from unnest(array[
  'anon', 'authenticated', 'service_role', 'authenticator', 'supabase_admin', 'postgres',
  'supabase_auth_admin', 'supabase_storage_admin', 'supabase_functions_admin', 'supabase_realtime_admin',
  'supabase_replication_admin', 'supabase_etl_admin', 'supabase_read_only_user', 'dashboard_user',
  'pgbouncer', 'pgsodium_keyiduser', 'pgsodium_keyholder', 'pgsodium_keymaker'
]) as name;
select pg_temp.holds('postgres is no superuser', not rolsuper and rolcreatedb and rolcreaterole and rolreplication and rolbypassrls)
from pg_roles where rolname = 'postgres';
select pg_temp.holds('timeouts', (select rolconfig @> '{statement_timeout=3s}' from pg_roles where rolname = 'anon')
  and (select rolconfig @> '{statement_timeout=8s,lock_timeout=8s}' from pg_roles where rolname = 'authenticator'));
select pg_temp.holds('database', (
  select pg_get_userbyid(datdba) = 'postgres' and setconfig @> array['search_path="$user", public, extensions']
  from pg_database d join pg_db_role_setting s on s.setdatabase = d.oid and s.setrole = 0
  where datname = current_database()
));

-- Shape of auth.
select pg_temp.holds('auth.users has 35 columns', count(*) = 35)
from pg_attribute where attrelid = 'auth.users'::regclass and attnum > 0 and not attisdropped;
select pg_temp.holds('auth tables have row security', relrowsecurity)
from pg_class where oid in ('auth.users'::regclass, 'auth.identities'::regclass, 'storage.objects'::regclass, 'storage.buckets'::regclass, 'realtime.messages'::regclass);

-- What `postgres` may do.
set role postgres;

create function public.on_signup() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into public.profiles (id, email) values (new.id, new.email);
  return new;
end
$$;
create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  email text
);
alter table public.profiles enable row level security;
create policy own on public.profiles for select to authenticated using (id = auth.uid());
drop trigger if exists on_auth_user_created on auth.users;
create trigger on_auth_user_created after insert on auth.users
  for each row execute function public.on_signup();
drop trigger on_auth_user_created on auth.users;
create trigger on_auth_user_created after insert on auth.users
  for each row execute function public.on_signup();
create trigger on_factor after insert on auth.mfa_factors
  for each row execute function public.on_signup();
drop trigger on_factor on auth.mfa_factors;

insert into auth.users (id, instance_id, aud, role, email, email_confirmed_at)
values
  ('00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-000000000000', 'authenticated', 'authenticated', 'a@example.com', now()),
  ('00000000-0000-0000-0000-00000000000b', '00000000-0000-0000-0000-000000000000', 'authenticated', 'authenticated', 'b@example.com', null);
select pg_temp.holds('confirmed_at is computed', confirmed_at = email_confirmed_at)
from auth.users where email = 'a@example.com';
select pg_temp.holds('the trigger ran', count(*) = 2) from public.profiles;
select pg_temp.refused(
  $$insert into auth.users (id, email) values (gen_random_uuid(), 'a@example.com')$$, '23505'
);

insert into storage.buckets (id, name, public) values ('avatars', 'avatars', true);
create policy "read avatars" on storage.objects for select using (bucket_id = 'avatars');
create policy "own folder" on storage.objects for insert to authenticated
  with check (bucket_id = 'avatars' and (storage.foldername(name))[1] = auth.uid()::text);
alter policy "read avatars" on storage.objects using (bucket_id in ('avatars'));
comment on policy "read avatars" on storage.objects is 'public';
drop policy if exists "never was" on storage.objects;
create policy "hear" on realtime.messages for select to authenticated using (realtime.topic() = 'room');
do $$ begin execute 'create policy again on ' || 'storage' || '.' || 'buckets for select using (true)'; end $$;
select pg_temp.holds('nothing stays borrowed', count(*) = 0)
from pg_auth_members where member = 'postgres'::regrole and roleid in ('supabase_storage_admin'::regrole, 'supabase_auth_admin'::regrole);
select pg_temp.refused('alter table storage.objects disable row level security', '42501', 'must be owner of table objects');
select pg_temp.refused('create policy p on storage.migrations using (true)', '42501', 'must be owner of table migrations');
select pg_temp.refused('create function auth.mine() returns int language sql return 1', '42501');
select pg_temp.refused('delete from storage.buckets', '42501', 'Direct deletion%');
select pg_temp.refused('create policy p on public.nowhere using (true)', '42P01');

create schema supabase_migrations;
create publication of_some for table public.profiles;
create publication everything for all tables;
drop publication everything;
alter publication supabase_realtime add table public.profiles;
set local session_replication_role = 'replica';
set local session_replication_role = 'origin';
alter role authenticator set pgrst.db_schemas = 'public, api';
alter role anon set statement_timeout = '4s';
create role app_reader nologin;
grant app_reader to authenticator;
grant usage on schema storage, realtime to app_reader;
grant select on storage.objects, auth.users to app_reader;
grant anon to app_reader;
create foreign data wrapper some_wrapper;
select pg_temp.holds('postgres is no superuser', not rolsuper) from pg_roles where rolname = 'postgres';
reset role;

-- Default privileges.
select pg_temp.holds('new tables are granted', has_table_privilege('anon', 'public.profiles', 'select, insert')
  and has_table_privilege('service_role', 'public.profiles', 'truncate'));

-- Claims.
set local role authenticated;
select pg_temp.holds('no claims', auth.uid() is null and auth.role() is null and auth.email() is null and auth.jwt() is null);
set local request.jwt.claims = '';
set local request.jwt.claim.sub = '';
select pg_temp.holds('empty claims', auth.uid() is null and auth.role() is null and auth.jwt() is null);
set local request.jwt.claims = '{"sub":"00000000-0000-0000-0000-00000000000a","role":"authenticated","email":"a@example.com"}';
select pg_temp.holds('claims', auth.uid() = '00000000-0000-0000-0000-00000000000a'
  and auth.role() = 'authenticated' and auth.email() = 'a@example.com' and auth.jwt() ->> 'role' = 'authenticated');
select pg_temp.holds('own profile only', count(*) = 1) from public.profiles;
insert into storage.objects (bucket_id, name) values ('avatars', auth.uid() || '/me.png');
select pg_temp.refused($$insert into storage.objects (bucket_id, name) values ('avatars', 'else/me.png')$$, '42501');
select pg_temp.refused($$select storage.can_insert_object('avatars', 'else/me.png', null, '{}')$$, '42501');
select pg_temp.refused($$select storage.can_insert_object('avatars', '00000000-0000-0000-0000-00000000000a/x.png', null, '{}')$$, 'PT200');
select pg_temp.refused('select * from auth.users', '42501');
set local request.jwt.claim.sub = '00000000-0000-0000-0000-00000000000b';
select pg_temp.holds('the old name comes first', auth.uid() = '00000000-0000-0000-0000-00000000000b');
set local request.jwt.claim.sub = '';
reset role;

-- Storage functions.
select pg_temp.holds('parts of a name', storage.foldername('a/b/c.tar.gz') = '{a,b}' and storage.filename('a/b/c.tar.gz') = 'c.tar.gz'
  and storage.extension('a/b/c.tar.gz') = 'gz' and storage.foldername('c.png') = '{}');
set local storage.operation = 'storage.object.upload';
select pg_temp.holds('operation', storage.allow_only_operation('object.upload') and not storage.allow_only_operation('object.list')
  and storage.allow_any_operation('{storage.object.upload,x}') and not storage.allow_any_operation('{}'));
insert into storage.objects (bucket_id, name, metadata) values
  ('avatars', 'docs/one.txt', '{"size": 3}'), ('avatars', 'docs/two.txt', '{"size": 4}'), ('avatars', 'top.txt', '{"size": 5}');
select pg_temp.holds('path tokens', path_tokens = '{docs,one.txt}') from storage.objects where name = 'docs/one.txt';
select pg_temp.holds('search lists folders first', array_agg(name) = '{00000000-0000-0000-0000-00000000000a,docs,top.txt}') from storage.search('', 'avatars');
select pg_temp.holds('search in a folder', array_agg(name) = '{one.txt,two.txt}') from storage.search('docs/', 'avatars', 100, 2);
select pg_temp.holds('search_v2', array_agg(name order by name) @> '{docs/,top.txt}') from storage.search_v2('', 'avatars');
select pg_temp.holds('delimiter', array_agg(name) = '{docs,top.txt}')
from storage.list_objects_with_delimiter('avatars', '', '/') where name <> '00000000-0000-0000-0000-00000000000a';
select pg_temp.holds('sizes', size = 12) from storage.get_size_by_bucket();

-- Realtime.
select realtime.send('{"n": 1}', 'event', 'room', true);
select pg_temp.holds('message', payload ? 'id' and extension = 'broadcast') from realtime.messages;
select realtime.broadcast_changes('room', 'INSERT', 'INSERT', 'profiles', 'public', p, null) from public.profiles p limit 1;
select pg_temp.holds('change', count(*) = 2) from realtime.messages;
set local role authenticated;
set local realtime.topic = 'room';
select pg_temp.holds('policy over the topic', count(*) = 2) from realtime.messages;
set local realtime.topic = 'other';
select pg_temp.holds('policy over the topic', count(*) = 0) from realtime.messages;
reset role;

-- Webhooks and GraphQL.
set role postgres;
create trigger hook after insert on public.profiles for each row
  execute function supabase_functions.http_request('http://x.test', 'POST', '{}', '{}', '1000');
set session_replication_role = 'replica';
reset role;
set session_replication_role = 'origin';
insert into auth.users (id, email) values ('00000000-0000-0000-0000-00000000000c', 'c@example.com');
select pg_temp.holds('webhook is recorded', count(*) = 1) from supabase_functions.hooks where hook_name = 'hook';
select pg_temp.holds('graphql answers', graphql_public.graphql(query => '{ a }') ? 'errors');

\ir extensions.sql
rollback;
\echo platform: every check holds
