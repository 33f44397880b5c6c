create foreign data wrapper far;
create server north type 'a' foreign data wrapper far;
create user mapping for anon server north options ("user" 'reader');
create foreign table public.remote (id int) server north;
create view public.v as select id from public.remote;
