-- W05, the hole: no SELECT policy: updates and deletes by key touch nothing, and say nothing
drop policy read on public.docs;
