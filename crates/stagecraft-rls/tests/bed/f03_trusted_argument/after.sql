-- F03: who may call it.
grant execute on function public.count_docs(uuid) to authenticated;
