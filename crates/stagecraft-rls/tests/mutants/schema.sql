-- Policies of every kind, with what they stand on.
create schema private;
grant usage on schema private to authenticated;

create type public.level as enum ('viewer', 'editor', 'admin');

create table public.tenants (id uuid primary key, name text);
alter table public.tenants enable row level security;

create table public.members (
  tenant_id uuid not null references public.tenants,
  user_id uuid not null,
  level public.level not null,
  role text not null default 'member',
  primary key (tenant_id, user_id)
);
alter table public.members enable row level security;

create function private.is_member(tenant uuid) returns boolean language sql stable security definer set search_path = ''
as $$ select exists (select 1 from public.members m where m.tenant_id = tenant and m.user_id = auth.uid()) $$;

create function private.my_tenants() returns setof uuid language sql stable security definer set search_path = ''
begin atomic
  select m.tenant_id from public.members m where m.user_id = auth.uid();
end;

create function private.is_banned(caller uuid default auth.uid()) returns boolean language plpgsql stable
as $$ begin return caller is null; end $$;

create function private.tenant_of_claims() returns uuid language sql stable
return ((auth.jwt() -> 'app_metadata') ->> 'tenant_id')::uuid;

create function private.is_admin() returns boolean language sql immutable
as $$ select coalesce(current_setting('request.jwt.claims', true), '') like '%admin%' $$;
grant execute on all functions in schema private to authenticated;

create policy read on public.tenants for select to authenticated using (id in (select private.my_tenants()));
create policy own on public.members for select to authenticated using (user_id = (select auth.uid()));
create policy admins on public.members to authenticated
  using (private.is_member(tenant_id) and not private.is_banned() and level >= 'editor')
  with check (private.is_member(tenant_id) and role = 'member');

create table public.notes (
  id uuid primary key,
  tenant_id uuid not null references public.tenants,
  owner_id uuid,
  "Body of it" text,
  paid_at timestamptz,
  public boolean not null default false
);
alter table public.notes enable row level security;
revoke update on public.notes from authenticated, anon;
grant update ("Body of it", public) on public.notes to authenticated;
revoke insert, delete, truncate on public.notes from anon;
create policy "Read them" on public.notes for select to authenticated
  using (
    public
    or (owner_id = auth.uid() and owner_id is not null)
    or exists (select 1 from public.members m where m.tenant_id = notes.tenant_id and m.user_id = auth.uid() and m.level = 'admin')
  );
create policy read_public on public.notes for select to anon using (public);
create policy write on public.notes for insert to authenticated with check (owner_id = auth.uid() and tenant_id in (select m.tenant_id from public.members m where m.user_id = auth.uid()));
create policy change_own on public.notes for update to authenticated using (owner_id = auth.uid());
create policy change_tenant on public.notes for update to authenticated
  using (tenant_id = private.tenant_of_claims()) with check (tenant_id = private.tenant_of_claims());
create policy remove on public.notes for delete using (owner_id = auth.uid());
create policy strong on public.notes as restrictive for delete to authenticated using ((auth.jwt() ->> 'aal') = 'aal2');

create function public.own_it() returns trigger language plpgsql as $$ begin new.owner_id := auth.uid(); return new; end $$;
create trigger "Own it" before insert on public.notes for each row execute function public.own_it();

create view public.note_list with (security_invoker = true) as select id, tenant_id from public.notes;
create function public.count_notes() returns bigint language sql stable as $$ select count(*) from public.notes $$;

create table public.events (tenant_id uuid, at date, data text) partition by range (at);
create table public.events_old partition of public.events for values from (minvalue) to ('2020-01-01');
create table private.events_new partition of public.events for values from ('2020-01-01') to (maxvalue);
alter table public.events enable row level security;
alter table public.events_old enable row level security;
create policy read on public.events for select using (tenant_id = (((auth.jwt() -> 'app_metadata') ->> 'tenant_id'))::uuid);
create policy old on public.events_old for select to authenticated using (private.is_admin() or tenant_id = auth.uid());

create table public.open (id bigint primary key);
create policy unused on public.open using (id = 1);

-- Conditions as projects write them.
create table public.shapes (
  id uuid primary key default gen_random_uuid(),
  "User" uuid,
  team uuid,
  teams uuid[],
  email text,
  name text,
  state public.level,
  n integer,
  starts timestamptz,
  ends timestamptz,
  data jsonb
);
alter table public.shapes enable row level security;
create policy quoted on public.shapes for select using ("User" = (select auth.uid()) and "shapes"."User" is not null);
create policy folder on public.shapes for select to authenticated using ((string_to_array(name, '/'))[1] = auth.uid()::text);
create policy domain on public.shapes for select using (auth.jwt() ->> 'email' like '%@example.com' and split_part(email, '@', 2) = 'it''s \ odd');
create policy claim on public.shapes for select using ((current_setting('request.jwt.claims', true)::jsonb ->> 'sub')::uuid = "User");
create policy path on public.shapes for select using ((auth.jwt() #>> '{app_metadata,team}')::uuid = team);
create policy contains on public.shapes for select using ((auth.jwt() -> 'app_metadata' -> 'teams') ? team::text);
create policy overlap on public.shapes for select using (teams && array(select m.tenant_id from public.members m where m.user_id = auth.uid()));
create policy any_of on public.shapes for select using (team = any (array(select m.tenant_id from public.members m where m.user_id = auth.uid() and m.level in ('editor', 'admin'))));
create policy role on public.shapes for select using (auth.role() = 'authenticated' and not coalesce((auth.jwt() ->> 'is_anonymous')::boolean, false));
create policy cases on public.shapes for select using (case when state = 'admin' and n > 1 then team = auth.uid() when state is null then false else "User" = auth.uid() end);
create policy between_them on public.shapes for select using (now() between starts and ends or n not between 1 and 3);
create policy joined on public.shapes for select using (exists (
  select 1 from public.members a join public.tenants b on b.id = a.tenant_id and b.name <> 'x' left join public.members c using (user_id)
  where a.user_id = auth.uid() and (b.id = shapes.team or c.tenant_id = shapes.team)
  group by a.tenant_id having count(*) > 0 limit 1
));
create policy unions on public.shapes for select using (team in (select m.tenant_id from public.members m where m.user_id = auth.uid() union all select t.id from public.tenants t where t.name = 'public' order by 1));
create policy ctes on public.shapes for select using (exists (with own as (select m.tenant_id from public.members m where m.user_id = auth.uid()) select from own where own.tenant_id = team));
create policy not_banned on public.shapes for select using (not exists (select from public.members m where m.user_id = shapes."User" and m.level < 'editor') and team not in (select id from public.tenants where name is null));
create policy self on public.shapes for select using (n > all (select o.n from public.members m, lateral (values (m.level = 'admin', 1), (true, 2)) as o (b, n) where m.user_id = auth.uid()));
create policy scalar on public.shapes for select using ((select m.level from public.members m where m.user_id = auth.uid() and m.tenant_id = team limit 1) >= 'editor');
create policy rows on public.shapes for select using ((team, "User") = (auth.uid(), auth.uid()) and (data @> '{"a": "b) and ("}' or data ->> 'x' is not distinct from $q$it's and$q$));
create policy lower_case on public.shapes for all to authenticated using (lower(email) = lower(auth.email()) and current_user <> 'anon') with check ((email collate "C") = auth.email() and n is distinct from 3 and (data -> 'public') is not null);
create policy "restricts it" on public.shapes as restrictive using (coalesce("User", auth.uid()) = auth.uid() or private.is_member(tenant => team)) with check (true);
create policy filtered on public.shapes for delete using ((select count(*) filter (where m.level = 'admin' and m.role = 'member') from public.members m where m.user_id = auth.uid()) > 0);
create policy windows on public.shapes for update using (id in (select first_value(s.tenant_id) over (partition by s.level order by s.user_id) from public.members s where s.user_id = auth.uid()));
create policy never on public.shapes for insert to authenticated with check (false);
create policy always on public.shapes for insert to service_role with check (true);

-- Tables of an owner whom policies can hold for.
create role app_owner nologin;
grant app_owner to postgres;
grant create, usage on schema public to app_owner;
create table public.forced (id uuid primary key);
alter table public.forced enable row level security;
alter table public.forced force row level security;
create policy own on public.forced using (id = auth.uid());
create table public.unforced (like public.forced including all);
alter table public.unforced enable row level security;
alter table public.forced owner to app_owner;
alter table public.unforced owner to app_owner;
