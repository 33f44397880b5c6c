-- Nothing at the same time in the same room.
create extension if not exists btree_gist with schema extensions;
create table rooms (id int primary key);
create table bookings (
  id int primary key, room_id int not null references rooms,
  during tstzrange not null check (not isempty(during)),
  exclude using gist (room_id with =, during with &&)
);
create table prices (
  id int primary key, room_id int not null references rooms,
  amount numeric(8, 2) not null check (amount > 0),
  from_day date not null, to_day date not null, check (from_day < to_day),
  exclude using gist (room_id with =, daterange(from_day, to_day) with &&)
);
