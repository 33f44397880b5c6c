drop index shops_name;
create index shops_name on shops (name);
