create table public.shops (price numeric(10, 2), name varchar(10), at timestamptz(3));
