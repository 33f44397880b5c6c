-- P20, the hole: who wants to be a member writes a row that says so
create policy join_in on public.team_members for insert to authenticated with check (user_id = (select auth.uid()));
