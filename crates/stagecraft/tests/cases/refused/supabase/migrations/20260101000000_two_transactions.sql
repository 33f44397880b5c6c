begin;
create table public.one (id int);
commit;
begin;
create table public.two (id int);
commit;
