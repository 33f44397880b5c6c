-- W10, mended.
grant update (name) on public.profiles to authenticated;
