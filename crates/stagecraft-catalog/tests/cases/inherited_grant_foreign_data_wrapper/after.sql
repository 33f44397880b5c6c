grant usage on foreign data wrapper file_fdw to postgres;
