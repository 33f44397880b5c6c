-- Habits of real projects that are no holes, or only look like some.
create type public.app_role as enum ('admin', 'user');
create table public.user_roles (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references auth.users on delete cascade,
    role public.app_role not null,
    unique (user_id, role)
);
alter table public.user_roles enable row level security;
create function public.has_role(_user_id uuid, _role public.app_role) returns boolean
language sql stable security definer set search_path = public as $$
    select exists (select 1 from public.user_roles where user_id = _user_id and role = _role)
$$;
create policy "Users can view own roles" on public.user_roles for select to authenticated using (auth.uid() = user_id);
create policy "Admins manage roles" on public.user_roles for all to authenticated
    using (public.has_role(auth.uid(), 'admin')) with check (public.has_role(auth.uid(), 'admin'));

create table public."Orders" (
    id uuid primary key, "userId" uuid not null, editors uuid[] not null default '{}', status public.app_role,
    expires_at timestamptz
);
create index on public."Orders" (status);
alter table public."Orders" enable row level security;
create policy "Own orders" on public."Orders" for select
    using (auth.uid() = "userId" or auth.uid() = any (editors) or public.has_role(auth.uid(), 'admin'));
create policy "Change own" on public."Orders" for update to authenticated
    using ((select auth.uid()) = "userId" and now() < expires_at);
create policy "Service role" on public."Orders" for all using (auth.role() = 'service_role');
create policy "Nobody deletes" on public."Orders" as restrictive for delete to anon, authenticated using (false);

create table public.shared (id uuid primary key, owner uuid, visible boolean);
alter table public.shared enable row level security;
create policy read on public.shared for select to authenticated using (owner is null or owner = (select auth.uid()));
create policy change on public.shared for update to authenticated using (coalesce(owner, (select auth.uid())) = (select auth.uid()));
create policy remove on public.shared for delete to authenticated
    using ((select auth.uid()) in (select user_id from public.user_roles r where r.id = shared.id));
create policy corp on public.shared for insert to authenticated with check ((auth.jwt() ->> 'email') like '%@corp.com');

-- The dashboard's templates for storage.
create policy "Avatar images are publicly accessible." on storage.objects for select using (bucket_id = 'avatars');
create policy "Anyone can upload an avatar." on storage.objects for insert with check (bucket_id = 'avatars');
create policy "Own folder" on storage.objects for update to authenticated
    using (bucket_id = 'avatars' and auth.uid()::text = (storage.foldername(name))[1]);

create table public.tenants_data (id uuid primary key, tenant_id uuid, body jsonb);
create index on public.tenants_data using gin (body);
alter table public.tenants_data enable row level security;
create policy legacy on public.tenants_data to authenticated
    using (tenant_id = (current_setting('request.jwt.claims', true)::json ->> 'tenant_id')::uuid);
create policy first on public.tenants_data for update to authenticated
    using (tenant_id = (select (auth.jwt() -> 'app_metadata' ->> 'tenant_id')::uuid) and body ? 'open')
    with check (tenant_id = (select (auth.jwt() -> 'app_metadata' ->> 'tenant_id')::uuid));
