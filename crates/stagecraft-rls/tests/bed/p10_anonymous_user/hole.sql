-- P10, the hole: an anonymous sign-in is as good as any other
create policy add on public.ideas for insert to authenticated with check (owner_id = (select auth.uid()));
