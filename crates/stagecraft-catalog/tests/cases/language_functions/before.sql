create function public.call() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';
create function public.inline(internal) returns void language c as '$libdir/plpgsql', 'plpgsql_inline_handler';
create function public.validate(oid) returns void language c as '$libdir/plpgsql', 'plpgsql_validator';
create language old handler public.call;
