revoke usage on language old from public;
grant usage on language old to postgres;
