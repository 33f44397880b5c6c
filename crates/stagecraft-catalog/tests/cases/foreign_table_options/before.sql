create foreign data wrapper far;
create server there foreign data wrapper far;
create foreign table public.remote (id int options (name 'key')) server there options (table_name 'x');
