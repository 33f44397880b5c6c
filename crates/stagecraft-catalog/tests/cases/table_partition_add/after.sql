create table public.events_2026 partition of public.events for values from ('2026-01-01+00') to ('2027-01-01+00');
