-- S02, the hole: policies are there and row level security is off
alter table public.docs disable row level security;
