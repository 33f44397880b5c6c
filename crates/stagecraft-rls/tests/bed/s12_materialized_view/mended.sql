-- S12, mended.
grant select on public.counts to service_role;
