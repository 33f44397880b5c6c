-- tenant: tenant_id
-- Everything hangs on a tenant, by more than one way.
create table tenants (id uuid primary key default gen_random_uuid(), name text not null);
create table users (
  id bigint generated always as identity primary key,
  tenant_id uuid not null references tenants,
  email text not null,
  unique (tenant_id, id), unique (tenant_id, email)
);
create table teams (
  tenant_id uuid not null references tenants, id int not null, name text not null,
  primary key (tenant_id, id)
);
create table members (
  tenant_id uuid not null, team_id int not null, user_id bigint not null,
  role text not null check (role in ('owner', 'guest')),
  primary key (tenant_id, team_id, user_id),
  foreign key (tenant_id, team_id) references teams,
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
create table projects (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants,
  owner_id bigint references users,
  team_id int,
  foreign key (tenant_id, team_id) references teams
);
create table tasks (
  id int generated always as identity primary key,
  tenant_id uuid not null references tenants,
  project_id uuid not null references projects,
  author_id bigint not null references users,
  reviewer_id bigint references users,
  check (reviewer_id <> author_id)
);
create table messages (
  id int generated always as identity primary key,
  tenant_id uuid not null references tenants,
  sender_id bigint not null references users,
  receiver_id bigint not null references users,
  task_id int references tasks,
  check (sender_id <> receiver_id)
);
create table settings (tenant_id uuid primary key references tenants, theme text);
