-- Publications with their tables, columns, row filters and schemas.
select
    p.oid,
    0 as part,
    p.pubname as name,
    pg_catalog.pg_get_userbyid(p.pubowner) as owner,
    p.puballtables as all_tables,
    -- PostgreSQL 19 and later; null before.
    coalesce((to_jsonb(p) ->> 'puballsequences')::bool, false) as all_sequences,
    p.pubinsert as inserts,
    p.pubupdate as updates,
    p.pubdelete as deletes,
    p.pubtruncate as truncates,
    p.pubviaroot as via_root,
    -- PostgreSQL 18 and later; null before.
    nullif(to_jsonb(p) ->> 'pubgencols', 'n') as generated_columns,
    (
        select
            json_agg(
                json_build_object(
                    'schema', n.nspname,
                    'name', c.relname,
                    'columns',
                    case
                        when r.prattrs is not null
                            then array(
                                select a.attname
                                from pg_catalog.pg_attribute as a
                                where a.attrelid = r.prrelid and a.attnum = any (r.prattrs)
                                order by a.attnum
                            )
                    end,
                    'filter', pg_catalog.pg_get_expr(r.prqual, r.prrelid)
                )
                order by n.nspname, c.relname
            )
        from pg_catalog.pg_publication_rel as r
        join pg_catalog.pg_class as c on c.oid = r.prrelid
        join namespace as n on n.oid = c.relnamespace
        where r.prpubid = p.oid
    ) as tables,
    array(
        select n.nspname
        from pg_catalog.pg_publication_namespace as s
        join namespace as n on n.oid = s.pnnspid
        where s.pnpubid = p.oid
        order by n.nspname
    ) as schemas,
    d.description as comment
from pg_catalog.pg_publication as p
left join pg_catalog.pg_description as d
    on d.objoid = p.oid and d.classoid = 'pg_catalog.pg_publication'::regclass and d.objsubid = 0
