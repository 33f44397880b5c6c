-- Commands that the platform's server module lets `postgres` run although it is neither
-- superuser nor owner: policies and trigger drops on some platform tables, publications of
-- everything, foreign data wrappers, extensions.
-- A stock server has no such module. Here `postgres` borrows the owner's or a superuser's
-- rights when such a command starts and gives them back when it ends; a command that fails
-- takes its borrowed rights with it. All within the command's own transaction.
-- Event triggers cannot be helped this way: their commands fire no event triggers.
-- Around those, a caller may use stagecraft_platform.borrow('CREATE EVENT TRIGGER') itself.

create schema stagecraft_platform;
grant usage on schema stagecraft_platform to postgres;

-- Tables of the platform on which `postgres` may manage policies and drop triggers.
create table stagecraft_platform.shared_tables (relation regclass primary key);
insert into stagecraft_platform.shared_tables
select name::regclass
from unnest(array[
  'auth.audit_log_entries', 'auth.identities', 'auth.refresh_tokens', 'auth.sessions', 'auth.users',
  'realtime.messages', 'realtime.subscription',
  'storage.buckets', 'storage.objects', 'storage.s3_multipart_uploads',
  'storage.s3_multipart_uploads_parts', 'storage.buckets_analytics', 'storage.buckets_vectors',
  'storage.vector_indexes'
]) as name;
grant select on stagecraft_platform.shared_tables to postgres;

create function stagecraft_platform.borrow(tag text) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  as_owner constant boolean :=
    tag in ('CREATE POLICY', 'ALTER POLICY', 'DROP POLICY', 'DROP TRIGGER', 'COMMENT');
begin
  if as_owner then
    if not pg_has_role('postgres', 'supabase_storage_admin', 'usage') then
      grant supabase_auth_admin, supabase_storage_admin, supabase_realtime_admin to postgres;
      perform set_config('stagecraft.borrowed', 'owner', true);
    end if;
  else
    perform pg_advisory_xact_lock(7402, 1);
    alter role postgres superuser;
    perform set_config('stagecraft.borrowed', 'superuser', true);
  end if;
end
$$;

create function stagecraft_platform.give_back() returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  borrowed constant text := current_setting('stagecraft.borrowed', true);
begin
  if borrowed = 'owner' then
    revoke supabase_auth_admin, supabase_storage_admin, supabase_realtime_admin from postgres;
  elsif borrowed = 'superuser' then
    alter role postgres nosuperuser;
  end if;
  perform set_config('stagecraft.borrowed', '', true);
end
$$;

-- Policies of a project's own tables need nothing: look at the client's text first, and
-- borrow when it names a platform schema or does not show the command at all.
create function stagecraft_platform.command_starts() returns event_trigger
language plpgsql set search_path = pg_catalog as $$
declare
  sql constant text := current_query();
begin
  if current_user <> 'postgres' then
    return;
  elsif tg_tag = 'DROP TRIGGER' and sql ~* 'trigger'
    and sql !~* '(storage|realtime|auth)"?[[:space:]]*\.'
  then
    return;
  elsif tg_tag in ('CREATE POLICY', 'ALTER POLICY', 'DROP POLICY', 'COMMENT')
    and sql ~* '(policy|trigger|comment)'
    and sql !~* '(storage|realtime|auth"?[[:space:]]*\.[[:space:]]*"?(users|identities|sessions|refresh_tokens|audit_log_entries))'
  then
    return;
  elsif tg_tag = 'COMMENT' and sql !~* 'policy' then
    return;
  end if;
  perform stagecraft_platform.borrow(tg_tag);
end
$$;

create function stagecraft_platform.command_ends() returns event_trigger
language plpgsql set search_path = pg_catalog as $$
declare
  refused text;
begin
  if coalesce(current_setting('stagecraft.borrowed', true), '') = '' then
    return;
  end if;
  perform stagecraft_platform.give_back();
  if tg_tag in ('CREATE POLICY', 'ALTER POLICY') then
    select c.relname into refused
    from pg_event_trigger_ddl_commands() e
    join pg_policy p on e.classid = 'pg_policy'::regclass and p.oid = e.objid
    join pg_class c on c.oid = p.polrelid
    where not pg_has_role(current_user, c.relowner, 'usage')
      and c.oid not in (select relation from stagecraft_platform.shared_tables);
    if refused is not null then
      raise insufficient_privilege using message = format('must be owner of table %s', refused);
    end if;
  end if;
end
$$;

-- What the platform runs after it created an extension for `postgres`.
create function stagecraft_platform.extension_created() returns event_trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  -- Only a superuser may own a wrapper, at the moment of becoming its owner.
  if exists (
    select from pg_foreign_data_wrapper
    where fdwname = 'postgres_fdw' and fdwowner <> 'postgres'::regrole
  ) then
    perform stagecraft_platform.borrow(tg_tag);
    alter foreign data wrapper postgres_fdw owner to postgres;
    perform stagecraft_platform.give_back();
  end if;
  if exists (select from pg_extension where extname = 'pg_stat_statements') then
    execute (
      select string_agg(format('grant execute on function %s to postgres', p.oid::regprocedure), ';')
      from pg_proc p join pg_depend d on d.objid = p.oid and d.deptype = 'e'
      join pg_extension x on x.oid = d.refobjid
      where x.extname = 'pg_stat_statements'
    );
  end if;
end
$$;

create event trigger stagecraft_command_starts on ddl_command_start
  when tag in (
    'CREATE POLICY', 'ALTER POLICY', 'DROP POLICY', 'DROP TRIGGER', 'COMMENT',
    'CREATE PUBLICATION', 'ALTER PUBLICATION', 'DROP PUBLICATION',
    'CREATE FOREIGN DATA WRAPPER', 'ALTER FOREIGN DATA WRAPPER',
    'ALTER EXTENSION', 'DROP EXTENSION'
  )
  execute function stagecraft_platform.command_starts();
create event trigger stagecraft_command_ends on ddl_command_end
  when tag in (
    'CREATE POLICY', 'ALTER POLICY', 'DROP POLICY', 'DROP TRIGGER', 'COMMENT',
    'CREATE PUBLICATION', 'ALTER PUBLICATION', 'DROP PUBLICATION',
    'CREATE FOREIGN DATA WRAPPER', 'ALTER FOREIGN DATA WRAPPER',
    'ALTER EXTENSION', 'DROP EXTENSION'
  )
  execute function stagecraft_platform.command_ends();
create event trigger stagecraft_extension_created on ddl_command_end
  when tag in ('CREATE EXTENSION')
  execute function stagecraft_platform.extension_created();
