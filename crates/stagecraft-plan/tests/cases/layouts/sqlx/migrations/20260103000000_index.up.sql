-- no-transaction
create index concurrently shops_id on shops (id);
