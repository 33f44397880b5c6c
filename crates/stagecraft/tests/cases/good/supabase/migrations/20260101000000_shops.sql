-- shops
create table public.shops (
  id uuid primary key default gen_random_uuid(),
  name text not null
);
alter table public.shops enable row level security;
