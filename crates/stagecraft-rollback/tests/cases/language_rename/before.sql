create language old handler plpgsql_call_handler;
