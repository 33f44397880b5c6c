-- Columns of some types, checks and keys are added to tables of two tenants.
create table tenants (id uuid primary key default gen_random_uuid(), name text not null);
create table users (id serial primary key, tenant_id uuid not null references tenants, name text not null);
create table notes (id serial primary key, tenant_id uuid not null references tenants, body text);
-- then
create type mood as enum ('sad', 'glad', 'angry');
alter table notes
  add column mood mood,
  add column stars int check (stars between 1 and 5),
  add column slug text unique check (slug ~ '^[a-z]+$'),
  add column author_id int references users,
  add column meta jsonb check (jsonb_typeof(meta) = 'object'),
  add column seen_at timestamptz default now(),
  add column shout text generated always as (upper(body)) stored,
  add column parent_id int references notes;
alter table users add column email text, add column manager_id int references users;
create unique index users_email on users (lower(email));
