-- S09, the hole: the condition does not look at the row: whoever is signed in sees all
alter policy read on public.docs using ((select auth.role()) = 'authenticated');
