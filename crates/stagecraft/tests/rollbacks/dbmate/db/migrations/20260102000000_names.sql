-- migrate:up
update shops set name = '' where name is null;
alter table shops alter column name set not null;

-- migrate:down
alter table shops alter column name drop not null;
