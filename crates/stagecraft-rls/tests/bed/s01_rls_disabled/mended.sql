-- S01, mended.
alter table public.notes enable row level security;
grant select on public.notes to anon, authenticated;
create policy read on public.notes for select to authenticated using (tenant_id in (select private.my_tenants()));
