-- P10, mended.
create policy add on public.ideas for insert to authenticated with check (owner_id = (select auth.uid()) and not coalesce(((select auth.jwt()) ->> 'is_anonymous')::boolean, true));
