-- crosses: select count(*) from cards c join lists l on l.id = c.list_id join boards b on b.id = l.board_id where c.tenant_id <> b.tenant_id
-- Numbers within a parent, and days of a tenant's channels.
create table tenants (id int primary key);
create table boards (id int primary key, tenant_id int not null references tenants);
create table lists (
  id int primary key, board_id int not null references boards,
  position int not null check (position >= 0), unique (board_id, position)
);
create table cards (
  id int primary key, tenant_id int not null references tenants,
  list_id int not null references lists, position smallint not null, unique (list_id, position)
);
create type channel as enum ('web', 'shop', 'phone');
create table daily (
  tenant_id int not null references tenants, day date not null, channel channel not null,
  orders int not null default 0 check (orders >= 0),
  primary key (tenant_id, day, channel)
);
