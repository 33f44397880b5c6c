-- A project with holes of many kinds: what the rules say of each.
create table public.organizations (id uuid primary key default gen_random_uuid(), name text not null);
create table public.members (
    organization_id uuid not null references public.organizations on delete cascade,
    user_id uuid not null references auth.users on delete cascade,
    role text not null default 'member',
    primary key (organization_id, user_id)
);
alter table public.members enable row level security;
alter table public.organizations enable row level security;
create policy join_any on public.members for insert to authenticated with check (user_id = (select auth.uid()));
create policy own on public.members for select to authenticated using (user_id = (select auth.uid()));
create policy own_change on public.members for update to authenticated using (user_id = (select auth.uid()));
create policy read on public.organizations for select to authenticated using (exists (
    select from public.members m where m.organization_id = id and m.user_id = (select auth.uid())));

create function public.is_member(organization uuid) returns boolean language sql stable security definer as $$
    select exists (select 1 from public.members where organization_id = organization and user_id = auth.uid())$$;
create table public.projects (
    id uuid primary key default gen_random_uuid(),
    organization_id uuid not null, created_by uuid, name text, is_public boolean not null default false
);
alter table public.projects enable row level security;
create policy read on public.projects for select using (is_public or public.is_member(organization_id));
create policy change on public.projects for update to authenticated
    using (public.is_member(organization_id)) with check (created_by = (select auth.uid()));
create policy remove on public.projects for delete to authenticated using (created_by is not null);
create policy make on public.projects for insert with check (auth.uid() is not null);

-- Isolation by a restrictive policy beside an open one.
create table public.rows (id uuid primary key, tenant_id uuid not null, body text);
alter table public.rows enable row level security;
create policy everything on public.rows to authenticated using (true) with check (true);
create policy tenant on public.rows as restrictive to authenticated
    using (tenant_id = (select (auth.jwt() -> 'app_metadata' ->> 'tenant_id')::uuid));

create table public.logs (id bigint generated always as identity primary key, at timestamptz, note text)
    partition by range (id);
create table public.logs_1 partition of public.logs for values from (0) to (1000);
alter table public.logs enable row level security;
create policy logs on public.logs for all to authenticated using (true);
