-- no-transaction
drop index concurrently shops_id;
