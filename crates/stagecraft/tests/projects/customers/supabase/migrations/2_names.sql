-- Destroys what it can: a column, values, a row.
alter table public.customers drop column email;
update public.customers set name = upper(name);
delete from public.customers where id = 3;
