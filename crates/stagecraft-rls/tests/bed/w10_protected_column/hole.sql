-- W10, the hole: who may change the own profile may change the own plan in it
grant update on public.profiles to authenticated;
