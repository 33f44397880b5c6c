-- S13, the hole: TRUNCATE is granted, which no policy is asked for
grant truncate on public.docs to authenticated;
