-- H01, mended.
grant select on public.docs to service_role;
