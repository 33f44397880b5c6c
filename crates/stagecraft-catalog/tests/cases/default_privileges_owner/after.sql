alter default privileges for role postgres revoke all on tables from postgres;
