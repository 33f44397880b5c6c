-- migrate:up transaction:false
create index concurrently shops_id on shops (id);

-- migrate:down transaction:false
drop index concurrently shops_id;
