alter table public.shops enable row level security;
