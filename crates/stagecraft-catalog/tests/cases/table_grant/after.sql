grant select, insert on public.shops to anon;
grant update on public.shops to authenticated with grant option;
