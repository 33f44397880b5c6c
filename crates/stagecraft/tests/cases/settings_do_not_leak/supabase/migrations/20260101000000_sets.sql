set search_path = '';
set statement_timeout = '1ms';
set role service_role;
