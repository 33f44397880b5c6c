-- Teams with members of two ranks; rows belong to a team, some to their author.
create type public.team_role as enum ('owner', 'member');
create table public.teams (id uuid primary key default gen_random_uuid(), name text not null);
create table public.team_members (
    team_id uuid not null references public.teams (id) on delete cascade,
    user_id uuid not null references auth.users (id) on delete cascade,
    team_role public.team_role not null default 'member',
    primary key (team_id, user_id)
);
create table public.projects (
    id uuid primary key default gen_random_uuid(),
    team_id uuid not null references public.teams (id),
    created_by uuid not null references auth.users (id),
    title text not null
);
create table public.tasks (
    id bigint generated always as identity primary key,
    project_id uuid not null references public.projects (id) on delete cascade,
    body text
);
create schema private;
create function private.teams_of(lowest public.team_role) returns setof uuid
language sql stable security definer set search_path = '' as $$
    select team_id from public.team_members
    where user_id = (select auth.uid()) and (lowest = 'member' or team_role = 'owner')
$$;
revoke all on all tables in schema public from anon;
revoke truncate, references, trigger on all tables in schema public from authenticated;
alter table public.teams enable row level security;
alter table public.team_members enable row level security;
alter table public.projects enable row level security;
alter table public.tasks enable row level security;
grant usage on schema private to authenticated;
create policy "members see their teams" on public.teams for select to authenticated
    using (id in (select private.teams_of('member')));
create policy "owners rename teams" on public.teams for update to authenticated
    using (id in (select private.teams_of('owner')));
create policy "members see members" on public.team_members for select to authenticated
    using (team_id in (select private.teams_of('member')));
create policy "owners manage members" on public.team_members for all to authenticated
    using (team_id in (select private.teams_of('owner')));
create policy "members see projects" on public.projects for select to authenticated
    using (team_id in (select private.teams_of('member')));
create policy "members start projects" on public.projects for insert to authenticated
    with check (team_id in (select private.teams_of('member')) and created_by = (select auth.uid()));
create policy "authors end projects" on public.projects for delete to authenticated
    using (team_id in (select private.teams_of('member')) and created_by = (select auth.uid()));
create policy "members see tasks" on public.tasks for select to authenticated
    using (project_id in (select p.id from public.projects p where p.team_id in (select private.teams_of('member'))));
-- rows
insert into auth.users (id, email) select format('00000000-0000-4000-8000-00000000000%s', n)::uuid, 'u' || n || '@example.com' from generate_series(1, 6) n;
insert into public.teams select format('00000000-0000-4000-8000-0000000000a%s', n)::uuid, 'Team ' || n from generate_series(1, 4) n;
insert into public.team_members
select format('00000000-0000-4000-8000-0000000000a%s', 1 + n % 2)::uuid, format('00000000-0000-4000-8000-00000000000%s', n)::uuid, 'member' from generate_series(1, 6) n;
insert into public.projects
select format('00000000-0000-4000-8000-0000000000b%s', n)::uuid, format('00000000-0000-4000-8000-0000000000a%s', 1 + n % 2)::uuid, format('00000000-0000-4000-8000-00000000000%s', 1 + n % 6)::uuid, 'Project ' || n from generate_series(1, 8) n;
insert into public.tasks (project_id, body)
select id, 'Task of ' || title from public.projects;
