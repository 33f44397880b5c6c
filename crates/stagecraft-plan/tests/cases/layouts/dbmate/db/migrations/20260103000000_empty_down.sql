-- migrate:up
alter table shops add name text;
-- migrate:down
-- too late
