drop table public.notes;
create table public.notes (name text) partition by range (name collate "C" text_pattern_ops);
