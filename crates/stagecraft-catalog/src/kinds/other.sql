-- Rows of catalogs that no kind is about, each as its columns' values with what
-- oids point at by name. The statement that reads a catalog is written here from
-- the catalog's own description; `ts_stat()` is what runs a statement within a
-- query on every server, and lists the words that it returns.
select
    pg_catalog.hashtext(c.relname || (s.word::json ->> 0))::oid as oid,
    0 as part,
    c.relname as catalog,
    s.word::json ->> 0 as name,
    array(select p.key || '=' || p.value from json_each_text(s.word::json -> 1) as p)
        as properties
from pg_catalog.pg_class as c
cross join lateral (
    select
        -- Its columns by name, each with the expression of its value.
        string_agg(
            pg_catalog.format('%L, %s', a.attname, v.value), ', ' order by a.attname
        ) filter (where v.value is not null) as properties,
        -- What tells its rows apart.
        string_agg(v.value, ', ' order by array_position(u.columns, a.attnum))
            filter (where a.attnum = any (u.columns) and v.value is not null) as name,
        -- Its rows that somebody made: they have or point at oids from 16384 on.
        coalesce(string_agg(
            pg_catalog.format('r.%I >= 16384', a.attname), ' or '
        ) filter (
            where a.attname = 'oid' or v.pktable is not null and not u.has_oid and not v.is_array
        ), 'true') as made,
        -- And that are neither an extension's nor in a schema left out.
        coalesce(string_agg(case
            when a.attname = 'oid'
                then pg_catalog.format(
                    'not exists (select from pg_catalog.pg_depend as e where e.classid = %s '
                    'and e.objid = r.oid and e.deptype = ''e'')', c.oid
                )
            when v.pktable in ('pg_catalog.pg_namespace'::regclass, 'pg_catalog.pg_class'::regclass)
                and not v.is_array
                then pg_catalog.format(
                    '(r.%1$I = 0 or exists ('
                    'select from pg_catalog.pg_identify_object(%2$L, r.%1$I, 0) as i '
                    'where coalesce(i.schema, i.name) not like all (%3$L) '
                    'and coalesce(i.schema, i.name) !~ ''^pg_(toast|temp)''))',
                    a.attname, v.pktable::oid, $1
                )
        end, ' and '), 'true') as kept
    from (
        select
            (
                select array_agg(k.key order by k.n)
                from pg_catalog.pg_index as i
                cross join lateral unnest(i.indkey::int2[]) with ordinality as k (key, n)
                where i.indexrelid = (
                    select i.indexrelid
                    from pg_catalog.pg_index as i
                    where i.indrelid = c.oid and i.indisunique
                        and i.indkey::text <> (
                            select o.attnum::text from pg_catalog.pg_attribute as o
                            where o.attrelid = c.oid and o.attname = 'oid'
                            union all select '' limit 1
                        )
                    order by i.indexrelid::regclass::text collate "C"
                    limit 1
                )
            ) as columns,
            exists (
                select from pg_catalog.pg_attribute as o
                where o.attrelid = c.oid and o.attname = 'oid'
            ) as has_oid
    ) as u
    join pg_catalog.pg_attribute as a
        on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_catalog.pg_get_catalog_foreign_keys() as k
        on k.fktable = c.oid and k.fkcols[cardinality(k.fkcols)] = a.attname
    cross join lateral (
        select
            case when cardinality(k.fkcols) = 1 then k.pktable end as pktable,
            k.is_array,
            case
                when a.attname = 'oid' then null
                -- Columns of a relation.
                when cardinality(k.fkcols) = 2 and k.is_array
                    then pg_catalog.format(
                        'case when r.%2$I is not null then '
                        'array(select (pg_catalog.pg_identify_object('
                        '''pg_catalog.pg_class''::regclass, r.%1$I, u)).identity '
                        'from unnest(r.%2$I::int2[]) as u where u > 0)::text end',
                        k.fkcols[1], a.attname
                    )
                when cardinality(k.fkcols) = 2
                    then pg_catalog.format(
                        'case when r.%2$I > 0 then (pg_catalog.pg_identify_object('
                        '''pg_catalog.pg_class''::regclass, r.%1$I, r.%2$I)).identity end',
                        k.fkcols[1], a.attname
                    )
                -- Other objects.
                when k.is_array
                    then pg_catalog.format(
                        'case when r.%2$I is not null then '
                        'array(select (pg_catalog.pg_identify_object(%1$L::regclass, u, 0)).identity '
                        'from unnest(r.%2$I::oid[]) as u where u > 0)::text end',
                        k.pktable, a.attname
                    )
                when k.pktable is not null and a.atttypid = 'oid'::regtype
                    then pg_catalog.format(
                        'case when r.%2$I > 0 then '
                        '(pg_catalog.pg_identify_object(%1$L::regclass, r.%2$I, 0)).identity end',
                        k.pktable, a.attname
                    )
                -- Numbers of this server alone.
                when a.atttypid::regtype::text in (
                    'oid', 'oid[]', 'oidvector', 'xid', 'xid8', 'pg_lsn', 'tid', 'anyarray'
                ) then null
                -- Expressions hold oids, in constants too, and places in a text.
                when a.atttypid = 'pg_node_tree'::regtype
                    then pg_catalog.format(
                        'encode(sha256(convert_to(regexp_replace(regexp_replace(r.%I::text, '
                        ''':consttype (2[46]|22\d\d|3734|3769|4089|4096|4191|\d{5,}) '
                        '[^[{}]*\[[^]]*\]'', '
                        ''''', ''g''), ''location -?\d+|\m\d{5,}\M'', '''', ''g''), ''UTF8'')), ''hex'')',
                        a.attname
                    )
                when a.atttypid = 'aclitem[]'::regtype
                    then pg_catalog.format(
                        'case when r.%1$I is not null then array('
                        'select u::text from unnest(r.%1$I) as u order by u::text collate "C"'
                        ')::text end',
                        a.attname
                    )
                else pg_catalog.format('r.%I::text', a.attname)
            end as value
    ) as v
) as w
cross join lateral pg_catalog.ts_stat(pg_catalog.format(
    'select array_to_tsvector(array[case when octet_length(j.row) <= 2000 then j.row '
    'else json_build_array(left(j.name, 200), json_build_object(''sha256'', '
    'encode(sha256(convert_to(j.row, ''UTF8'')), ''hex'')))::text end]) '
    'from (select n.name, json_build_array(n.name, n.properties)::text as row '
    'from %s as r '
    'cross join lateral (select json_strip_nulls(json_build_object(%s)) as properties) as p '
    'cross join lateral '
    '(select coalesce(concat_ws('' '', %s), p.properties::text) as name, p.properties) as n '
    'where (%s) and %s) as j',
    c.oid::regclass, w.properties, coalesce(w.name, 'null'), w.made, w.kept
)) as s
-- Behind it stands the condition that no kind is about the catalog.
where pg_catalog.has_table_privilege(c.oid, 'select')
