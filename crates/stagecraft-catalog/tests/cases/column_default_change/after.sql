alter table public.t alter column at set default '2026-01-01 01:00:00+00';
