create foreign data wrapper far;
create server north foreign data wrapper far;
create foreign table public.shops (id bigint options (column_name 'a')) server north;
