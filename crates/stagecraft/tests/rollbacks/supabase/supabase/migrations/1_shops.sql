create table public.shops (id uuid primary key, name text not null);
alter table public.shops enable row level security;
create policy everyone on public.shops for select using (true);
