alter extension hstore update to '1.8';
alter table public.notes add column n int;
