-- empty: public.without_any
-- Rows land in every partition that there is.
create table events (id bigint generated always as identity, at timestamptz not null, body text, primary key (id, at)) partition by range (at);
create table events_2025 partition of events for values from ('2025-01-01') to ('2026-01-01');
create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01');
create table regions (region text not null, n int) partition by list (region);
create table regions_eu partition of regions for values in ('de', 'fr');
create table regions_us partition of regions for values in ('us');
create table regions_none partition of regions for values in ('xx');
create table with_default (region text, n int) partition by list (region);
create table with_default_a partition of with_default for values in ('a', null);
create table with_default_rest partition of with_default default;
create table hashed (id int primary key, n int) partition by hash (id);
create table hashed_0 partition of hashed for values with (modulus 2, remainder 0);
create table hashed_1 partition of hashed for values with (modulus 2, remainder 1);
create table deep (kind text not null, n int not null) partition by list (kind);
create table deep_a partition of deep for values in ('a') partition by range (n);
create table deep_a_low partition of deep_a for values from (minvalue) to (100);
create table deep_a_high partition of deep_a for values from (100) to (maxvalue);
create table deep_b partition of deep for values in ('b');
create table without_any (id int) partition by range (id);
create table children (id serial primary key, event_id bigint not null, event_at timestamptz not null, foreign key (event_id, event_at) references events (id, at));
