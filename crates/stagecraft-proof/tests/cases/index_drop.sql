-- exact, no transaction
comment on index app.orders_code_lower is 'for the search';
alter index app.orders_code_lower alter column 1 set statistics 500;
-- migration:
drop index app.orders_state;
drop index app.orders_code_lower;
drop index app.shop_totals_key;
create index on app.lines (sku);
