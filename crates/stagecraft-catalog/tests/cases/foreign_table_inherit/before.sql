create foreign data wrapper far;
create server north foreign data wrapper far;
create table public.notes (id bigint) partition by list (id);
