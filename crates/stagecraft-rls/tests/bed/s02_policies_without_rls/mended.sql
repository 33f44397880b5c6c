-- S02, mended.
alter table public.docs enable row level security;
