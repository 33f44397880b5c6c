-- no-transaction
alter table shops add a int;
create index concurrently shops_a on shops (a);
