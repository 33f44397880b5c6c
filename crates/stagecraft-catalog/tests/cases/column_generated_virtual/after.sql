alter table public.shops drop column twice;
alter table public.shops add column twice bigint generated always as (id * 2) virtual;
