-- What profiles are held against.
create type status as enum ('open', 'paid', 'void');
create domain currency as text constraint currency_shape check (value ~ '^[A-Z]{3}$');
create table shops (
  id uuid primary key,
  name varchar(20) not null,
  currency currency not null,
  parent_id uuid references shops
);
create table orders (
  shop_id uuid not null references shops,
  id bigint generated always as identity primary key,
  status status not null default 'open',
  total numeric(6, 2) not null check (total >= 0),
  doubled numeric generated always as (total * 2) stored,
  small smallint,
  placed_at timestamptz not null default now(),
  paid_on date,
  data jsonb,
  tags text[],
  constraint paid_when_paid check (status <> 'paid' or paid_on is not null)
);
create table facts (shop_id uuid not null references shops, at date not null) partition by range (at);
create table facts_2026 partition of facts for values from ('2026-01-01') to ('2027-01-01');
create view open_orders as select * from orders where status = 'open';
create table "Odd Name" (id int primary key, "user" text);
