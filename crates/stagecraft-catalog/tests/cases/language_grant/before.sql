create trusted language old handler plpgsql_call_handler;
