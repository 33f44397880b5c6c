-- migrate:up
create index concurrently i on shops (id);
-- migrate:down
drop index concurrently i;
