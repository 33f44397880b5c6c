alter table public.shops add column opened date not null default '2026-01-01';
