drop policy readers on public.shops;
create policy readers on public.shops as restrictive using (true);
