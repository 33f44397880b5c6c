create foreign table public.remote (id int options (name 'key')) server there options (table_name 'x');
