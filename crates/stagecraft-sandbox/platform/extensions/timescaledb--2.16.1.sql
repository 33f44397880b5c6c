-- Hypertables, policies and compression are no-ops that say so; time_bucket computes.

create function create_hypertable(
  relation regclass, time_column_name name, partitioning_column name default null,
  number_partitions integer default null, chunk_time_interval anyelement default null::bigint,
  if_not_exists boolean default false, migrate_data boolean default false,
  create_default_indexes boolean default true
)
returns table (hypertable_id integer, schema_name name, table_name name, created boolean)
language plpgsql as $$
begin
  raise notice 'create_hypertable: stand-in, % stays a plain table', relation;
  return query
    select c.oid::integer, n.nspname, c.relname, true
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = relation;
end
$$;
create function _timescale_skip(what text) returns integer language plpgsql as $$
begin
  raise notice '%: stand-in, nothing is done in a sandbox', what;
  return 1;
end
$$;
create function add_retention_policy(relation regclass, drop_after interval, if_not_exists boolean default false)
  returns integer language sql return _timescale_skip('add_retention_policy');
create function remove_retention_policy(relation regclass, if_exists boolean default false)
  returns integer language sql return _timescale_skip('remove_retention_policy');
create function add_compression_policy(hypertable regclass, compress_after interval, if_not_exists boolean default false)
  returns integer language sql return _timescale_skip('add_compression_policy');
create function remove_compression_policy(hypertable regclass, if_exists boolean default false)
  returns integer language sql return _timescale_skip('remove_compression_policy');
create function add_continuous_aggregate_policy(
  continuous_aggregate regclass, start_offset interval, end_offset interval, schedule_interval interval,
  if_not_exists boolean default false
) returns integer language sql return _timescale_skip('add_continuous_aggregate_policy');
create function set_chunk_time_interval(hypertable regclass, chunk_time_interval interval)
  returns integer language sql return _timescale_skip('set_chunk_time_interval');
create function add_dimension(hypertable regclass, column_name name, number_partitions integer default null)
  returns integer language sql return _timescale_skip('add_dimension');

create function time_bucket(bucket_width interval, ts timestamptz) returns timestamptz
  language sql immutable strict return date_bin(bucket_width, ts, '2000-01-03 00:00:00+00');
create function time_bucket(bucket_width interval, ts timestamp) returns timestamp
  language sql immutable strict return date_bin(bucket_width, ts, '2000-01-03');
create function time_bucket(bucket_width interval, ts date) returns date
  language sql immutable strict return date_bin(bucket_width, ts::timestamp, '2000-01-03')::date;
create function time_bucket(bucket_width bigint, ts bigint) returns bigint
  language sql immutable strict return ts - mod(mod(ts, bucket_width) + bucket_width, bucket_width);

