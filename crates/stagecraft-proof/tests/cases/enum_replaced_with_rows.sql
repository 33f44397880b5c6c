-- exact
create table app.visits (
    id int primary key,
    shop_id bigint not null references app.shops,
    state app.state not null,
    last app.state,
    unique (state, shop_id)
);
create table app.stays (state app.state not null unique, last app.state not null, note text);
insert into app.visits values (1, 1, 'draft', 'open'), (2, 1, 'open', null), (3, 2, 'closed', 'draft');
insert into app.stays values ('draft', 'open', 'a'), ('open', 'open', 'b');
-- migration:
drop policy own on app.orders;
drop index app.orders_state;
drop materialized view app.shop_totals;
drop view app.open_orders cascade;
drop function app.is_open(app.state);
alter type app.state rename to state_old;
create type app.state as enum ('draft', 'open', 'closed', 'parked', 'hidden');
alter table app.orders alter column state drop default;
alter table app.orders alter column state type app.state using state::text::app.state;
alter table app.visits
    alter column state type app.state using state::text::app.state,
    alter column last type app.state using last::text::app.state;
alter table app.stays
    alter column state type app.state using state::text::app.state,
    alter column last type app.state using last::text::app.state;
drop type app.state_old;
insert into app.visits values (4, 1, 'hidden', 'parked'), (5, 1, 'parked', 'hidden');
update app.visits set last = 'hidden' where state = 'draft';
insert into app.stays values ('hidden', 'parked', 'c'), ('parked', 'hidden', 'd');
update app.stays set last = 'parked' where note = 'b';
insert into app.orders (shop_id, state, total) values (1, 'hidden', 1), (1, 'parked', 1);
