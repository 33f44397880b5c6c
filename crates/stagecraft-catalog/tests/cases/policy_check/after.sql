alter policy writers on public.shops with check (price > 0);
