-- What is known of columns. Bounds and values are samples of rows, so the server
-- itself leaves them out but for the types that are named here, for keys, and for
-- tables so small that bounds would list them.
with recursive asked as (
  select schema_name, table_name
  from unnest($1::text[], $2::text[]) as it (schema_name, table_name)
), attribute as (
  select n.nspname, c.relname, c.relkind, c.oid, c.reltuples, a.attname, a.attnum, a.atttypid
  from asked
  join pg_namespace n on n.nspname = asked.schema_name
  join pg_class c on c.relnamespace = n.oid and c.relname = asked.table_name
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relkind in ('r', 'p')
), below as (
  select distinct atttypid as declared, atttypid as base from attribute
  union
  select below.declared, t.typbasetype
  from below
  join pg_type t on t.oid = below.base and t.typtype = 'd'
), kind as (
  select
    below.declared,
    t.typtype = 'e' or t.oid = 'boolean'::regtype as has_labels,
    t.oid in (
      'smallint'::regtype, 'integer'::regtype, 'bigint'::regtype, 'real'::regtype,
      'double precision'::regtype, 'numeric'::regtype, 'money'::regtype, 'date'::regtype,
      'time'::regtype, 'timetz'::regtype, 'timestamp'::regtype, 'timestamptz'::regtype,
      'interval'::regtype
    ) as has_order
  from below
  join pg_type t on t.oid = below.base and t.typtype <> 'd'
), keyed as (
  select
    attribute.*,
    exists (
      select from pg_index i
      where i.indrelid = attribute.oid and i.indisunique and attribute.attnum = any (i.indkey)
    ) or exists (
      select from pg_constraint k
      where k.conrelid = attribute.oid and k.contype = 'f' and attribute.attnum = any (k.conkey)
    ) as is_key
  from attribute
)
select
  keyed.nspname::text,
  keyed.relname::text,
  keyed.attname::text,
  s.null_frac,
  s.n_distinct,
  case when kind.has_labels then s.most_common_vals::text::text[] end,
  case when kind.has_labels then s.most_common_freqs end,
  case
    when kind.has_order and not keyed.is_key and keyed.reltuples >= 100
      then s.histogram_bounds::text::text[]
  end
from keyed
join kind on kind.declared = keyed.atttypid
join pg_stats s
  on s.schemaname = keyed.nspname and s.tablename = keyed.relname
  and s.attname = keyed.attname and s.inherited = (keyed.relkind = 'p')
