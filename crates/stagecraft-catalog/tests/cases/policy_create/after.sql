create policy readers on public.shops for select to authenticated using (name <> 'x');
