-- Membership and roles, and the one function through which every policy asks "which shops?".

create type public.shop_role as enum ('viewer', 'operator', 'reviewer', 'manager');
comment on type public.shop_role is 'Ordered: each role may do what the roles before it may.';

create table public.shop_members (
  shop_id uuid not null references public.shops (id),
  user_id uuid not null references auth.users (id) on delete cascade,
  role public.shop_role not null default 'viewer',
  display_name public.label not null,
  joined_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (shop_id, user_id),
  constraint shop_members_revoked_after_joined check (revoked_at >= joined_at)
);
comment on table public.shop_members is 'Who works in which shop. Never deleted by members: revoked_at ends access, and what they wrote keeps its author.';

create index shop_members_user_idx on public.shop_members (user_id) include (shop_id, role, revoked_at);
comment on index public.shop_members_user_idx is 'private.shop_ids(), once per statement of every member; foreign key to auth.users.';

create function private.shop_ids(at_least public.shop_role) returns uuid[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(member.shop_id), '{}')
  from public.shop_members member
  where member.user_id = (select auth.uid())
    and member.revoked_at is null
    and member.role >= at_least
    and not coalesce(((select auth.jwt()) ->> 'is_anonymous')::boolean, false)
$$;
comment on function private.shop_ids(public.shop_role) is
  'Shops in which the caller holds at least this role. Empty without a user, after revocation and for anonymous sign-ins. Policies call it in a sub-select, so it runs once per statement and its array can drive an index.';
revoke execute on function private.shop_ids(public.shop_role) from public;
grant execute on function private.shop_ids(public.shop_role) to authenticated, service_role;

alter table public.shop_members enable row level security;
revoke all on table public.shop_members from public, anon, authenticated, service_role;
grant select, insert, update (role, display_name, revoked_at) on table public.shop_members to authenticated;
grant select, insert, update on table public.shop_members to service_role;

create policy shop_members_select on public.shop_members for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy shop_members_insert on public.shop_members for insert to authenticated
  with check (shop_id = any ((select private.shop_ids('manager'))::uuid[]));
create policy shop_members_update on public.shop_members for update to authenticated
  using (shop_id = any ((select private.shop_ids('manager'))::uuid[]))
  with check (shop_id = any ((select private.shop_ids('manager'))::uuid[]));

create policy shops_select on public.shops for select to authenticated
  using (id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy shops_update on public.shops for update to authenticated
  using (id = any ((select private.shop_ids('manager'))::uuid[]))
  with check (id = any ((select private.shop_ids('manager'))::uuid[]));
