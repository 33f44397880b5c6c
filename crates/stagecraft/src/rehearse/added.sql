-- Notes which rows were put into tables that had some before.
do $added$
declare
  mixed record;
begin
  create schema if not exists stagecraft_rehearsal;
  create table if not exists stagecraft_rehearsal.added (relation oid not null, key text[] not null);
  for mixed in
    select i.indrelid::regclass as relation,
      pg_catalog.string_agg(pg_catalog.format('%I::text', a.attname), ', ' order by a.attnum) as key
    from pg_catalog.pg_index as i
    join pg_catalog.pg_attribute as a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
    where i.indisprimary and i.indrelid = any ('{oids}'::oid[])
    group by i.indrelid
  loop
    execute pg_catalog.format(
      'insert into stagecraft_rehearsal.added select %s, array[%s] from %s where xmin::text::bigint >= {since}',
      mixed.relation::oid, mixed.key, mixed.relation);
  end loop;
end $added$
