create table public.shops (id int, name text);
insert into public.shops values (1, 'a'), (1, 'b');
