create table public.notes (name text) partition by range (name);
