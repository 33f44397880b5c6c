-- exact
alter table app.orders add column currency text;
update app.orders set currency = coalesce((paid).currency, 'EUR');
alter table app.orders alter column currency set not null;
