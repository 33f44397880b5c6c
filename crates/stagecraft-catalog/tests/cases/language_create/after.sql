create trusted language old handler plpgsql_call_handler inline plpgsql_inline_handler validator plpgsql_validator;
comment on language old is 'as before';
