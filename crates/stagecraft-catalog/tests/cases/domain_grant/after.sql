revoke usage on domain public.grade from public;
grant usage on domain public.grade to anon;
