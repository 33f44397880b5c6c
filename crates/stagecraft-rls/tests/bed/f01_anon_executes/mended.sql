-- F01, mended.
grant execute on function public.count_docs(uuid) to authenticated;
