-- exact
create schema extra;
create type extra.kind as enum ('a');
create table extra.things (id uuid primary key default gen_random_uuid(), kind extra.kind not null, shop_id bigint references app.shops);
create function extra.count_things() returns bigint language sql as 'select count(*) from extra.things';
create view extra.v as select * from extra.things;
alter table app.shops add column thing_id uuid references extra.things default null;
create policy things on extra.things using (true);
alter table extra.things enable row level security;
insert into extra.things (kind) values ('a');
