-- P11: what the hole and its twin have in common.
create table public.salaries (id uuid primary key, owner_id uuid not null);
create index on public.salaries (owner_id);
alter table public.salaries enable row level security;
grant select on public.salaries to authenticated;
