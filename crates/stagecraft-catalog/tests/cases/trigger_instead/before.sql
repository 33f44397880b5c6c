create view public.v as select 1 as n;
create function public.touch() returns trigger language plpgsql as 'begin return new; end';
