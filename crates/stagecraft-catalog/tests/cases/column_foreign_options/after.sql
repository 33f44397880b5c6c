alter foreign table public.shops alter column id options (set column_name 'b');
