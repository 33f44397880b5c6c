alter table public.shops force row level security;
