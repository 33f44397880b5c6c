grant select on public.shops to anon;
revoke select on public.shops from anon;
