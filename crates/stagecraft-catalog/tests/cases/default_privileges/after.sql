alter default privileges for role postgres in schema public grant select on tables to anon;
alter default privileges for role postgres revoke execute on functions from public;
