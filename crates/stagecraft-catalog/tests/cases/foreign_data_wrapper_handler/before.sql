create foreign data wrapper far;
create function public.reach() returns fdw_handler language c as '$libdir/file_fdw', 'file_fdw_handler';
