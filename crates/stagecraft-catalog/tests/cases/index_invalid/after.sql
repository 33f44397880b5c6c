-- statement by statement
drop index public.t_n;
-- fails
create unique index concurrently t_n on public.t (n);
