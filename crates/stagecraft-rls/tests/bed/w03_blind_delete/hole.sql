-- W03, the hole: DELETE that reads no column deletes rows which the SELECT policy hides
alter policy remove on public.docs using (true);
