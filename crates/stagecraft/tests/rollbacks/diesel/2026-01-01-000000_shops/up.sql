create type state as enum ('open', 'closed'); create table tills (id int primary key, state state not null);
