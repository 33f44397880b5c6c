-- Empties tables, and takes rows out of others that pointed at theirs.
do $empty$
declare
  emptied regclass;
  mixed record;
  link record;
  gone bigint;
  now_gone bigint;
begin
  set local session_replication_role = replica;
  foreach emptied in array '{oids}'::oid[]::regclass[] loop
    execute pg_catalog.format('delete from %s', emptied);
  end loop;
  -- Of the others only the rows that were put in beside those of a migration.
  for mixed in
    select i.indrelid::regclass as relation,
      pg_catalog.string_agg(pg_catalog.format('%I::text', a.attname), ', ' order by a.attnum) as key
    from pg_catalog.pg_index as i
    join pg_catalog.pg_attribute as a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
    where i.indisprimary and i.indrelid = any ('{mixed}'::oid[])
    group by i.indrelid
  loop
    execute pg_catalog.format(
      'delete from %s where array[%s] in (select key from stagecraft_rehearsal.added where relation = %s)',
      mixed.relation, mixed.key, mixed.relation::oid);
  end loop;
  -- Rows that point at rows that are gone came from them.
  loop
    gone := 0;
    for link in
      select c.conrelid::regclass as child, c.confrelid::regclass as parent,
        pg_catalog.string_agg(pg_catalog.format('c.%I is not null', child.attname), ' and ') as is_set,
        pg_catalog.string_agg(pg_catalog.format('c.%I = p.%I', child.attname, parent.attname), ' and ') as is_met
      from pg_catalog.pg_constraint as c
      cross join lateral unnest(c.conkey, c.confkey) as k (child, parent)
      join pg_catalog.pg_attribute as child on child.attrelid = c.conrelid and child.attnum = k.child
      join pg_catalog.pg_attribute as parent on parent.attrelid = c.confrelid and parent.attnum = k.parent
      where c.contype = 'f' and c.conparentid = 0
      group by c.oid
    loop
      execute pg_catalog.format(
        'delete from %s as c where %s and not exists (select from %s as p where %s)',
        link.child, link.is_set, link.parent, link.is_met);
      get diagnostics now_gone = row_count;
      gone := gone + now_gone;
    end loop;
    exit when gone = 0;
  end loop;
end $empty$
