-- Extensions of a new project, each where the server or a stand-in offers it.

do $$
declare
  wanted record;
begin
  for wanted in
    select w.name, w.schema
    from (values
      (1, 'uuid-ossp', 'extensions'),
      (2, 'pgcrypto', 'extensions'),
      (3, 'pgjwt', 'extensions'),
      (4, 'pg_stat_statements', 'extensions'),
      (5, 'pg_net', 'extensions'),
      (6, 'pg_graphql', 'graphql'),
      (7, 'supabase_vault', 'vault')
    ) as w (rank, name, schema)
    join pg_available_extensions a on a.name = w.name
    order by w.rank
  loop
    execute format('create extension if not exists %I with schema %I', wanted.name, wanted.schema);
  end loop;
end
$$;
