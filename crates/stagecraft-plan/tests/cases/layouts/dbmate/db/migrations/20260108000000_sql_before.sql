select 8;
-- migrate:up
select 9;
-- migrate:down
select 10;
