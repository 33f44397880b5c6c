-- How many rows tables have. Autovacuum analyzes no partitioned table as a whole:
-- there the parts are added up.
with asked as (
  select schema_name, table_name
  from unnest($1::text[], $2::text[]) as it (schema_name, table_name)
), found as (
  select
    n.nspname,
    c.relname,
    c.oid,
    case
      when c.relkind <> 'p' or c.reltuples >= 0 then c.reltuples
      else (
        select sum(part.reltuples) filter (where part.reltuples >= 0)
        from pg_partition_tree(c.oid) tree
        join pg_class part on part.oid = tree.relid
        where tree.isleaf and part.relkind = 'r'
      )
    end as tuples
  from asked
  join pg_namespace n on n.nspname = asked.schema_name
  join pg_class c on c.relnamespace = n.oid and c.relname = asked.table_name
  where c.relkind in ('r', 'p')
)
select
  nspname::text,
  relname::text,
  coalesce(
    case when tuples >= 0 then tuples::bigint end,
    nullif(pg_stat_get_live_tuples(oid), 0)
  ) as rows,
  coalesce(tuples >= 0, false) as analyzed
from found
