-- crosses: select count(*) from notes n join members m on m.user_id = n.author_id where m.tenant_id <> n.tenant_id
-- Row security holds for the owner, too, and sign-ins make rows elsewhere.
create table tenants (id uuid primary key default gen_random_uuid(), name text not null);
create table members (
  user_id uuid primary key references auth.users, tenant_id uuid not null references tenants,
  role text not null default 'member' check (role in ('admin', 'member'))
);
create table notes (
  id bigint generated always as identity primary key, tenant_id uuid not null references tenants,
  author_id uuid not null references members, body text not null
);
alter table tenants enable row level security;
alter table members enable row level security;
alter table notes enable row level security;
alter table notes force row level security;
create policy own on notes using (author_id = (select auth.uid()));
create policy nobody on tenants for all to anon using (false);
