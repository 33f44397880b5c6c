create foreign data wrapper far;
create server north foreign data wrapper far;
create user mapping for anon server north options ("user" 'reader', password 'a-secret');
create foreign table public.shops (id bigint) server north;
