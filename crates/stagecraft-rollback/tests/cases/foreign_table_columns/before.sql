create foreign data wrapper far;
create server north foreign data wrapper far;
create foreign table public.remote (id int options (name 'key'), note text, old int) server north;
