-- equivalent
do $$ begin
    execute 'create role keeper';
    execute format('grant create on database %I to keeper', current_database());
    execute 'grant keeper to postgres';
end $$;
grant usage, create on schema app to keeper;
set role keeper;
create extension hstore with schema app;
reset role;
-- migration:
drop extension hstore;
