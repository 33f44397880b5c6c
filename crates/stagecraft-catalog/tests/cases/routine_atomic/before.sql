create table public.t (n int);
create function public.g() returns bigint begin atomic select count(*) from public.t; end;
