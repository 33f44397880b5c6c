-- migrate:up
alter table shops
  add town text;

-- migrate:down
alter table shops drop town;
alter table shops drop "never
