alter foreign table public.remote options (set table_name 'y');
alter foreign table public.remote alter column id options (set name 'k');
