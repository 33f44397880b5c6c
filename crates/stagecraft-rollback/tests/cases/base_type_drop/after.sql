drop table public.notes cascade;
drop type public.mark cascade;
