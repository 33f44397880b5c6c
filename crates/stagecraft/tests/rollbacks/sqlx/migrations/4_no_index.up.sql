drop index shops_name;
