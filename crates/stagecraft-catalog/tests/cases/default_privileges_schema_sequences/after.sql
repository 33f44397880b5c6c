alter default privileges for role postgres in schema app grant usage on sequences to anon with grant option;
