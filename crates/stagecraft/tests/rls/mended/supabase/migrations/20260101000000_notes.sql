-- Notes of teams, the hole mended.
create table public.members (
    team uuid not null,
    person uuid not null,
    primary key (team, person)
);
alter table public.members enable row level security;
create policy own_membership on public.members for select to authenticated
using (person = (select auth.uid()));

create table public.notes (
    id uuid primary key default gen_random_uuid(),
    team uuid not null,
    author uuid not null default auth.uid(),
    body text not null
);
create index notes_team on public.notes (team);
alter table public.notes enable row level security;

revoke all on public.members, public.notes from anon, authenticated, service_role;
grant select on public.members to authenticated, service_role;
grant select, insert, update (body) on public.notes to authenticated;
grant select, insert, update, delete on public.notes to service_role;

create policy team_reads on public.notes for select to authenticated
using (team in (select m.team from public.members as m where m.person = (select auth.uid())));
create policy team_writes on public.notes for insert to authenticated
with check (
    author = (select auth.uid())
    and team in (select m.team from public.members as m where m.person = (select auth.uid()))
);
create policy team_edits on public.notes for update to authenticated
using (team in (select m.team from public.members as m where m.person = (select auth.uid())));
