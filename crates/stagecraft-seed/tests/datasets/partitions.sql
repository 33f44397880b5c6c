-- Rows go where a partition takes them.
create table events (
  id bigint generated always as identity, at timestamptz not null, kind text not null, primary key (id, at)
) partition by range (at);
create table events_2026_10 partition of events for values from ('2026-10-01') to ('2026-11-01');
create table events_2026_11 partition of events for values from ('2026-11-01') to ('2026-12-01');
create table regions (id int not null, region text not null, primary key (id, region)) partition by list (region);
create table regions_eu partition of regions for values in ('de', 'fr', 'pl');
create table regions_us partition of regions for values in ('us');
create table hashed (id uuid primary key, name text) partition by hash (id);
create table hashed_0 partition of hashed for values with (modulus 2, remainder 0);
create table hashed_1 partition of hashed for values with (modulus 2, remainder 1);
create table orders (
  id int not null, region text not null, at date not null, primary key (id, region, at),
  foreign key (id, region) references regions
) partition by list (region);
create table orders_eu partition of orders for values in ('de', 'fr', 'pl') partition by range (at);
create table orders_eu_old partition of orders_eu for values from (minvalue) to ('2026-07-01');
create table orders_eu_new partition of orders_eu for values from ('2026-07-01') to (maxvalue);
create table orders_rest partition of orders default;
