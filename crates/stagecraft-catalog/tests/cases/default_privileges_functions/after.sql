alter default privileges revoke execute on functions from public;
alter default privileges for role postgres revoke usage on types from public;
