-- Static checks of PL/pgSQL functions are C: these raise.

create function plpgsql_check_function(funcoid regprocedure, relid regclass default 0, format text default 'text')
returns setof text language plpgsql as $$
begin
  raise feature_not_supported using message = 'plpgsql_check_function: stand-in, not available in a sandbox';
end
$$;
create function plpgsql_check_function(name text, relid regclass default 0, format text default 'text')
returns setof text language plpgsql as $$
begin
  raise feature_not_supported using message = 'plpgsql_check_function: stand-in, not available in a sandbox';
end
$$;
create function plpgsql_check_function_tb(funcoid regprocedure, relid regclass default 0)
returns table (
  functionid regproc, lineno integer, statement text, sqlstate text, message text, detail text,
  hint text, level text, "position" integer, query text, context text
)
language plpgsql as $$
begin
  raise feature_not_supported using message = 'plpgsql_check_function_tb: stand-in, not available in a sandbox';
end
$$;
