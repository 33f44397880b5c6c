alter policy readers on public.shops to authenticated, anon;
