-- no-transaction
drop index concurrently if exists shops_name;
