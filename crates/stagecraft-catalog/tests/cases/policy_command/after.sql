drop policy readers on public.shops;
create policy readers on public.shops for delete using (true);
