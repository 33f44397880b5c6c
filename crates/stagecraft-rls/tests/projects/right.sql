-- A project that does it right.
create schema private;
grant usage on schema private to authenticated;

create table public.organizations (
    id uuid primary key default gen_random_uuid(),
    name text not null
);

create table public.members (
    organization_id uuid not null references public.organizations on delete cascade,
    user_id uuid not null references auth.users on delete cascade,
    role text not null default 'member',
    primary key (organization_id, user_id)
);
create index on public.members (user_id);

create function private.my_organizations() returns setof uuid
language sql stable security definer set search_path = '' as $$
    select organization_id from public.members where user_id = (select auth.uid())
$$;
create function private.is_owner(organization uuid) returns boolean
language sql stable security definer set search_path = '' as $$
    select exists (
        select from public.members
        where organization_id = organization and user_id = (select auth.uid()) and role = 'owner'
    )
$$;
create function private.is_administrator() returns boolean
language sql stable security definer set search_path = '' as $$
    select coalesce((auth.jwt() -> 'app_metadata' ->> 'administrator')::boolean, false)
$$;
revoke all on function private.my_organizations(), private.is_owner(uuid), private.is_administrator() from public, anon;
grant execute on function private.my_organizations(), private.is_owner(uuid), private.is_administrator() to authenticated;

alter table public.organizations enable row level security;
alter table public.members enable row level security;
revoke all on public.organizations, public.members from anon, authenticated;
grant select on public.organizations, public.members to authenticated;
grant insert, delete on public.members to authenticated;
create policy members on public.organizations for select to authenticated
    using (id in (select private.my_organizations()));
create policy colleagues on public.members for select to authenticated
    using (organization_id in (select private.my_organizations()));
create policy invite on public.members for insert to authenticated
    with check ((select private.is_owner(organization_id)));
create policy leave on public.members for delete to authenticated
    using (user_id = (select auth.uid()) or private.is_owner(organization_id));

create table public.projects (
    id uuid primary key default gen_random_uuid(),
    organization_id uuid not null references public.organizations on delete cascade,
    created_by uuid not null default auth.uid(),
    name text not null,
    unique (organization_id, name)
);
alter table public.projects enable row level security;
revoke all on public.projects from anon, authenticated;
grant select, insert, update, delete on public.projects to authenticated;
create policy read on public.projects for select to authenticated
    using (organization_id in (select private.my_organizations()));
create policy make on public.projects for insert to authenticated
    with check (organization_id in (select private.my_organizations()) and created_by = (select auth.uid()));
create policy change on public.projects for update to authenticated
    using (organization_id in (select private.my_organizations()))
    with check (organization_id in (select private.my_organizations()));
create policy remove on public.projects for delete to authenticated
    using (organization_id in (select private.my_organizations()) and private.is_owner(organization_id));

-- The pattern of the documentation: a sub-select over the memberships.
create table public.documents (
    id bigint generated always as identity primary key,
    organization_id uuid not null references public.organizations,
    body text
);
create index on public.documents (organization_id);
alter table public.documents enable row level security;
revoke all on public.documents from anon, authenticated;
grant select, update (body) on public.documents to authenticated;
create policy read on public.documents for select to authenticated
    using (organization_id in (select m.organization_id from public.members m where m.user_id = (select auth.uid())));
create policy change on public.documents for update to authenticated
    using (exists (
        select from public.members m
        where m.organization_id = documents.organization_id and m.user_id = (select auth.uid()) and m.role = 'owner'
    ));

create table public.profiles (
    id uuid primary key references auth.users on delete cascade,
    username text unique,
    bio text
);
alter table public.profiles enable row level security;
revoke all on public.profiles from anon, authenticated;
grant select on public.profiles to anon, authenticated;
grant insert, update on public.profiles to authenticated;
create policy everybody on public.profiles for select to anon, authenticated using (true);
create policy make on public.profiles for insert to authenticated with check ((select auth.uid()) = id);
create policy change on public.profiles for update to authenticated
    using ((select auth.uid()) = id) with check ((select auth.uid()) = id);

create table public.posts (
    id uuid primary key default gen_random_uuid(),
    author uuid not null references public.profiles on delete cascade,
    published_at timestamptz,
    title text not null
);
create index on public.posts (author);
alter table public.posts enable row level security;
revoke all on public.posts from anon, authenticated;
grant select on public.posts to anon, authenticated;
grant insert, update, delete on public.posts to authenticated;
create policy read on public.posts for select to authenticated
    using (published_at is not null or author = (select auth.uid()));
create policy published on public.posts for select to anon using (published_at is not null);
create policy make on public.posts for insert to authenticated with check (author = (select auth.uid()));
create policy change on public.posts for update to authenticated using (author = (select auth.uid()));
create policy remove on public.posts for delete to authenticated
    using (author = (select auth.uid()) or (select private.is_administrator()));
create policy second_factor on public.posts as restrictive for delete to authenticated
    using ((select auth.jwt() ->> 'aal') = 'aal2');

-- A form that anybody may fill in and nobody reads.
create table public.requests (
    id uuid primary key default gen_random_uuid(),
    email text not null,
    text text not null
);
alter table public.requests enable row level security;
revoke all on public.requests from anon, authenticated;
grant insert on public.requests to anon;
create policy ask on public.requests for insert to anon with check (length(text) < 10000);

-- Storage, as its documentation has it.
create policy avatars on storage.objects for select to authenticated
    using (bucket_id = 'avatars' and (storage.foldername(name))[1] = (select auth.uid()::text));
create policy upload on storage.objects for insert to authenticated
    with check (bucket_id = 'avatars' and (storage.foldername(name))[1] = (select auth.uid()::text));

-- Broadcasts of realtime.
create policy listen on realtime.messages for select to authenticated
    using (realtime.topic() = 'user:' || (select auth.uid())::text);
