create or replace function public.g() returns bigint begin atomic select sum(n) from public.t; end;
