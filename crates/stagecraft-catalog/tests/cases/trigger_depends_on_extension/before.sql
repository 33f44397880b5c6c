create extension hstore;
create table public.notes (id int);
create function public.touch() returns trigger language plpgsql as 'begin return new; end';
create trigger touch after insert on public.notes for each row execute function public.touch();
