-- Database webhooks: the trigger function that a webhook is, and the log of its calls.

create table supabase_functions.migrations (
  version text primary key,
  inserted_at timestamptz not null default now()
);
insert into supabase_functions.migrations (version)
values ('initial'), ('20210809183423_update_grants');

create table supabase_functions.hooks (
  id bigserial primary key,
  hook_table_id integer not null,
  hook_name text not null,
  created_at timestamptz not null default now(),
  request_id bigint
);
create index supabase_functions_hooks_request_id_idx on supabase_functions.hooks (request_id);
create index supabase_functions_hooks_h_table_id_h_name_idx
  on supabase_functions.hooks (hook_table_id, hook_name);

-- Arguments: url, method, headers, params, timeout in ms.
-- Sends nothing: the call is written to `hooks`, and to pg_net's queue where that extension is.
-- Bad arguments are warnings, so that a webhook never breaks the statement that fires it.
create function supabase_functions.http_request() returns trigger
language plpgsql security definer set search_path = supabase_functions as $$
declare
  url text := nullif(tg_argv[0], 'null');
  method text := nullif(tg_argv[1], 'null');
  headers jsonb := '{"Content-Type": "application/json"}';
  params jsonb := '{}';
  timeout_ms integer := 1000;
  request bigint;
begin
  begin
    headers := coalesce(nullif(tg_argv[2], 'null')::jsonb, headers);
    params := coalesce(nullif(tg_argv[3], 'null')::jsonb, params);
    timeout_ms := coalesce(nullif(tg_argv[4], 'null')::integer, timeout_ms);
    if url is null or coalesce(method, '') not in ('GET', 'POST') then
      raise warning 'webhook %: url or method argument is missing or invalid', tg_name;
    elsif to_regnamespace('net') is not null and method = 'GET' then
      execute 'select net.http_get($1, $2, $3, $4)' into request using url, params, headers, timeout_ms;
    elsif to_regnamespace('net') is not null then
      execute 'select net.http_post($1, $2, $3, $4, $5)' into request
        using url,
          jsonb_build_object(
            'old_record', old, 'record', new, 'type', tg_op,
            'table', tg_table_name, 'schema', tg_table_schema
          ),
          params, headers, timeout_ms;
    end if;
    insert into supabase_functions.hooks (hook_table_id, hook_name, request_id)
    values (tg_relid, tg_name, request);
  exception
    when others then
      raise warning 'webhook %: %', tg_name, sqlerrm;
  end;
  return coalesce(new, old);
end
$$;

alter table supabase_functions.migrations owner to supabase_functions_admin;
alter table supabase_functions.hooks owner to supabase_functions_admin;
alter function supabase_functions.http_request() owner to supabase_functions_admin;
revoke all on function supabase_functions.http_request() from public;
grant execute on function supabase_functions.http_request()
  to postgres, anon, authenticated, service_role;
