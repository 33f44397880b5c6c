create function public.f(internal) returns void language c as '$libdir/plpgsql', 'plpgsql_inline_handler';
