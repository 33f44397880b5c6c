create table public.t (at timestamptz default '2026-01-01 00:00:00+00');
