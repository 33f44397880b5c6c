-- exact, no transaction
create unique index lines_sku on app.lines (order_id, sku) include (quantity) where quantity > 0;
-- migration:
drop index app.lines_sku;
create index lines_sku on app.lines (sku);
