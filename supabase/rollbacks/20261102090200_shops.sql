-- Takes 20261102090200_shops back.
drop table public.shops;
drop function private.check_time_zone();
