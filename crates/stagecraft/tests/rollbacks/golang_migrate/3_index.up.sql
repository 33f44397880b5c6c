drop index shops_name;
create unique index shops_name on shops (name, id);
