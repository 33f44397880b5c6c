grant usage on foreign data wrapper far to postgres;
