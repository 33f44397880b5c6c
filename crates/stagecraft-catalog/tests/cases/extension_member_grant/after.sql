revoke execute on function public.hstore(text, text) from public;
