-- Functions matter by what they ask.

-- expect F01 public.f(): warning
create function public.f() returns int language sql security definer as 'select 1';

-- expect F01 public.f(): warning
create function public.f() returns int language sql security definer as
$$ select 1 -- auth.uid()
$$;

-- expect F01 public.f(): warning
create function public.f() returns int language sql security definer as 'select 1';
revoke execute on function public.f() from anon;

-- expect F01 public.f(): nothing
-- expect F05 public.f(): warning
create function public.f() returns int language sql security definer as 'select 1';
revoke execute on function public.f() from public, anon;

-- expect F01 public.f(): note
create function public.me() returns uuid language sql stable as 'select auth.uid()';
create function public.f() returns uuid language sql security definer as
'select public.me()';

-- expect F01 public.f(): nothing
-- expect F02 public.f(): warning
create function public.f() returns trigger language plpgsql security definer as
'begin return new; end';

-- expect F02 public.f(): note
create function public.f() returns int language sql security definer
set search_path = public as 'select 1';

-- expect F02 public.f(): error
create function public.f() returns int language sql security definer
set search_path = public as 'select 1';
grant create on schema public to anon;

-- expect F02 public.f(): nothing
create function public.f() returns int language sql security definer
set search_path = public, pg_temp as 'select 1';

-- expect F02 public.f(): nothing
create function public.f() returns bigint language sql security definer
begin atomic select count(*) from public.notes;
end;

-- expect F02 public.f(): error
create role app login;
grant app to authenticator;
grant usage on schema public to app;
create function public.f() returns int language sql security definer as 'select 1';

-- expect F03 public.f(uuid): warning
create function public.f(p_owner uuid) returns setof public.notes language sql
security definer as 'select * from public.notes where owner = p_owner';

-- expect F03 public.f(uuid): nothing
create function public.f(p_token uuid) returns setof public.notes language sql
security definer as 'select * from public.notes where id = p_token';

-- expect F03 public.f(uuid): nothing
create function public.guard() returns void language plpgsql as
$$ begin if auth.uid() is null then raise 'no'; end if; end $$;
create function public.f(p_owner uuid) returns setof public.notes language plpgsql
security definer as $$ begin perform public.guard();
return query select * from public.notes where owner = p_owner; end $$;

-- expect F03 public.f(uuid): nothing
create function public.f(p_owner uuid) returns setof public.notes language sql
as 'select * from public.notes where owner = p_owner';

-- expect F04 public.f(): note
create function public.inner_f() returns bigint language sql stable as
'select count(*) from public.notes';
create function public.f() returns bigint language sql security definer as
'select public.inner_f() where auth.uid() is not null';
