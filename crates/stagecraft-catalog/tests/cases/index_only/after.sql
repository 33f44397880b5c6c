drop index public.notes_n_idx;
create index on only public.notes (n);
