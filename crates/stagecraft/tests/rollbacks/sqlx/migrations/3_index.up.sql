-- no-transaction
create index concurrently shops_name on shops (name);
