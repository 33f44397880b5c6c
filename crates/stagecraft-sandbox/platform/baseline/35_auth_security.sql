-- Owners, grants and row level security of the auth schema.

do $$
declare
  r record;
begin
  for r in
    select c.oid::regclass as name, c.relname, c.relkind from pg_class c
    where relnamespace = 'auth'::regnamespace and relkind = 'r'
  loop
    execute format('alter table %s owner to supabase_auth_admin', r.name);
    if r.relname <> 'schema_migrations' then
      execute format('grant all on table %s to postgres, dashboard_user', r.name);
    end if;
    if r.relname !~ '^(oauth|custom_oauth|webauthn)_' then
      execute format('alter table %s enable row level security', r.name);
      execute format('grant select on table %s to postgres with grant option', r.name);
    end if;
  end loop;
  for r in
    select oid::regtype as name from pg_type
    where typnamespace = 'auth'::regnamespace and typtype = 'e'
  loop
    execute format('alter type %s owner to supabase_auth_admin', r.name);
  end loop;
  for r in
    select oid::regprocedure as name from pg_proc where pronamespace = 'auth'::regnamespace
  loop
    execute format('alter function %s owner to supabase_auth_admin', r.name);
    execute format('grant all on function %s to postgres, dashboard_user', r.name);
  end loop;
end
$$;
grant all on sequence auth.refresh_tokens_id_seq to postgres, dashboard_user;
