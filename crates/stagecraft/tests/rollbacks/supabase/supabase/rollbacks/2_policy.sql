create policy everyone on public.shops for select using (true);
