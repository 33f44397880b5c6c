alter language old rename to older;
create language old handler plpgsql_call_handler;
