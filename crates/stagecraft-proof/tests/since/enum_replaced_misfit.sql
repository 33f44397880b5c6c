-- an enum is replaced, and rows are written since
alter type app.state rename to state__;
create type app.state as enum ('draft', 'open', 'closed', 'hidden');
drop policy own on app.orders;
drop index app.orders_state;
drop view app.open_orders cascade;
alter table app.orders alter column state drop default;
alter table app.orders alter column state type app.state using state::text::app.state;
alter table app.orders alter column state set default 'draft';
create index orders_state on app.orders (state) where state <> 'closed';
drop type app.state__ cascade;
alter type app.state rename value 'closed' to 'done';
update app.orders set state = 'hidden' where state = 'draft';
-- since:
insert into app.orders (shop_id, total, state) values (1, 2, 'hidden');
