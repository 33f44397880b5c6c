alter policy readers on public.shops using (true);
