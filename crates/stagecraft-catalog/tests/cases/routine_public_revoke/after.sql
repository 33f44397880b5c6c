revoke execute on function public.f from public;
grant execute on function public.f to authenticated;
