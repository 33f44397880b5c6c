-- Foreign data wrappers in Rust. The handlers' names exist, so that CREATE FOREIGN DATA WRAPPER
-- … HANDLER name VALIDATOR name applies. A wrapper without C cannot be read through: each
-- handler is a function that returns none: scanning a table raises.

do $$
declare
  name text;
begin
  foreach name in array array[
    'airtable', 'auth0', 'big_query', 'cal', 'calendly', 'click_house', 'cloudflare_d1', 'cognito',
    'duckdb', 'firebase', 'hello_world', 'hubspot', 'iceberg', 'logflare', 'mssql', 'notion', 'orb',
    'paddle', 'redis', 's3', 'slack', 'snowflake', 'stripe', 'wasm'
  ]
  loop
    execute format(
      'create function %I() returns fdw_handler language internal as ''pg_stat_clear_snapshot''',
      name || '_fdw_handler'
    );
    execute format(
      'create function %I(options text[], catalog oid) returns void language plpgsql as ''begin end''',
      name || '_fdw_validator'
    );
    execute format(
      'create function %I(out name text, out version text, out author text, out website text)
        language sql return (%L, ''stand-in'', null::text, null::text)',
      name || '_fdw_meta', name
    );
  end loop;
end
$$;
create table wrappers_fdw_stats (
  fdw_name text primary key, create_times bigint, rows_in bigint, rows_out bigint, bytes_in bigint,
  bytes_out bigint, metadata jsonb, created_at timestamptz not null default timezone('utc', now()),
  updated_at timestamptz not null default timezone('utc', now())
);
