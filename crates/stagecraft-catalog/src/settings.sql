-- What deparsed text depends on, set for this transaction only.
select
    pg_catalog.current_setting('server_version_num')::int,
    pg_catalog.set_config('search_path', '', true),
    pg_catalog.set_config('quote_all_identifiers', 'off', true),
    pg_catalog.set_config('standard_conforming_strings', 'on', true),
    pg_catalog.set_config('datestyle', 'ISO, MDY', true),
    pg_catalog.set_config('intervalstyle', 'postgres', true),
    pg_catalog.set_config('timezone', 'UTC', true),
    pg_catalog.set_config('bytea_output', 'hex', true),
    pg_catalog.set_config('extra_float_digits', '3', true),
    pg_catalog.set_config('xmlbinary', 'base64', true),
    -- The queries say in which order to join: half the time was planning.
    pg_catalog.set_config('join_collapse_limit', '1', true),
    pg_catalog.set_config('from_collapse_limit', '1', true),
    -- Reading is too short to be compiled or spread over workers.
    pg_catalog.set_config('jit', 'off', true),
    pg_catalog.set_config('max_parallel_workers_per_gather', '0', true),
    -- Views are described under a lock. Giving up long before `deadlock_timeout`
    -- keeps the reader from ever being half of a deadlock.
    pg_catalog.set_config('lock_timeout', '200ms', true)
