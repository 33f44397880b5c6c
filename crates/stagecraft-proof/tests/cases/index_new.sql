-- exact
create index lines_sku on app.lines (sku);
