-- P20: what the hole and its twin have in common.
create table public.team_members (tenant_id uuid not null, user_id uuid not null, primary key (tenant_id, user_id));
create index on public.team_members (user_id);
alter table public.team_members enable row level security;
grant select, insert on public.team_members to authenticated;
create policy own on public.team_members for select to authenticated using (user_id = (select auth.uid()));
create table public.plans (id uuid primary key, tenant_id uuid not null);
create index on public.plans (tenant_id);
alter table public.plans enable row level security;
grant select on public.plans to authenticated;
create policy read on public.plans for select to authenticated
  using (tenant_id in (select m.tenant_id from public.team_members m where m.user_id = (select auth.uid())));
