drop policy everyone on public.shops; grant select on public.shops to anon;
