alter table public.notes enable replica trigger touch;
