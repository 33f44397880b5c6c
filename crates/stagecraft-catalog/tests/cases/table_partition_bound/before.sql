create table public.events (id bigint, made_at timestamptz) partition by range (made_at);
create table public.e partition of public.events for values from ('2026-01-01+00') to ('2027-01-01+00');
