-- P20, mended.
create policy join_in on public.team_members for insert to authenticated with check (user_id = (select auth.uid()) and tenant_id in (select private.my_tenants()));
