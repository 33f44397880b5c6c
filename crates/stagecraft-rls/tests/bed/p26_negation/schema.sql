-- P26: what the hole and its twin have in common.
create table public.posts (id uuid primary key, tenant_id uuid not null, archived boolean not null);
create index on public.posts (tenant_id);
alter table public.posts enable row level security;
grant select on public.posts to authenticated;
