alter table public.notes rename to remarks;
