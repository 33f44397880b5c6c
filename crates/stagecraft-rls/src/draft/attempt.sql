-- Runs a statement, or leaves everything as it was.
create or replace function pg_temp.attempt(statement text) returns boolean language plpgsql as $$
begin
    execute statement;
    return true;
exception when others then
    return false;
end
$$;
