-- P14, the hole: the policy names a tenant instead of asking for the caller's
create policy pilot on public.docs for select to authenticated using (tenant_id = '00000000-0000-4000-8000-00000000000a');
