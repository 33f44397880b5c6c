create function public.f(int, text) returns int language sql as 'select 1';
create table public.notes (id int);
create index id on public.notes (id);
