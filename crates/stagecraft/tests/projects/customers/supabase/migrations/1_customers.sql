-- Customers, three of them.
create table public.customers (
  id bigint primary key,
  name text not null,
  email text unique
);
insert into public.customers values (1, 'Ada', 'ada@example.com'), (2, 'Bob', 'bob@example.com'), (3, 'Cleo', null);
