create or replace function public.f(int) returns int language plpgsql as 'begin return 1; end';
