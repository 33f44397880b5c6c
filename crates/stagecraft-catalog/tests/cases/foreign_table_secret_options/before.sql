create foreign data wrapper far;
create server north foreign data wrapper far;
create foreign table public.shops (id bigint) server north options (tab 'a', api_key 'a-secret');
