-- exact
drop materialized view app.shop_totals;
drop view app.open_orders cascade;
drop function app.is_open(app.state);
drop policy own on app.orders;
drop index app.orders_state;
alter table app.orders alter column state drop default;
alter type app.state rename to state_old;
create type app.state as enum ('draft', 'open');
alter table app.orders alter column state type app.state
    using case when state = 'closed' then 'open' else state::text end::app.state;
drop type app.state_old;
