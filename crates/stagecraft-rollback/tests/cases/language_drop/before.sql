create trusted language old handler plpgsql_call_handler inline plpgsql_inline_handler validator plpgsql_validator;
revoke usage on language old from public;
grant usage on language old to anon;
create function public.f() returns int language old as 'begin return 1; end';
