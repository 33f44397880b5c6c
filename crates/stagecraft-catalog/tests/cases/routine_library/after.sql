create or replace function public.f(internal) returns void language c as 'plpgsql', 'plpgsql_inline_handler';
