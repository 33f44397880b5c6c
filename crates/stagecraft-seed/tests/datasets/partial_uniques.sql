-- Uniques of some rows alone.
create table owners (id int primary key);
create table addresses (
  id int primary key, owner_id int not null references owners,
  is_default boolean not null default false, street text not null
);
create unique index one_default on addresses (owner_id) where is_default;
create table users (
  id int primary key, email text not null, created_at timestamptz not null default now(), deleted_at timestamptz
);
create unique index users_email on users (email) where deleted_at is null;
create table subscriptions (
  id int primary key, owner_id int not null references owners,
  state text not null check (state in ('active', 'ended', 'trial'))
);
create unique index one_active on subscriptions (owner_id) where state = 'active';
