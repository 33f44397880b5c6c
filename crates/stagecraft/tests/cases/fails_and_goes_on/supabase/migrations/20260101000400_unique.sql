insert into public.shops (id, name) values (1, 'a'), (1, 'b');
