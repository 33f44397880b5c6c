create or replace view public.v as select id, name from public.shops where name <> 'x';
