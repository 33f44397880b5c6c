-- migrate:up
select 11;
-- migrate:down
select 12;
