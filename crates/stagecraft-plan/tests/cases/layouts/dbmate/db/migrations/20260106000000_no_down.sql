-- migrate:up
select 6;
