create table public.notes (id int, n int);
create function public.touch() returns trigger language plpgsql as 'begin return new; end';
create trigger touch after update on public.notes for each row execute function public.touch();
