-- F01, the hole: PUBLIC may execute a function of its owner's rights, and so may anon
grant execute on function public.count_docs(uuid) to public;
