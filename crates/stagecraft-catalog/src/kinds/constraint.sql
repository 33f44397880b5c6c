-- Constraints of tables and of domains; constraint triggers are triggers.
select
    con.oid,
    0 as part,
    con.nspname as schema,
    con.of_name as relation,
    con.conname as name,
    con.contype as type,
    pg_catalog.pg_get_constraintdef(con.oid) as definition,
    con.convalidated as valid,
    case
        when r.oid is not null
            then json_build_object('schema', rn.nspname, 'name', r.relname)
    end as references,
    con.conparentid <> 0 or not con.conislocal as inherited,
    d.description as comment
from (
    select con.*, c.nspname, c.relname as of_name
    from relation as c
    join pg_catalog.pg_constraint as con on con.conrelid = c.oid
    union all
    select con.*, t.nspname, t.typname
    from type as t
    join pg_catalog.pg_constraint as con on con.contypid = t.oid
    where t.typtype = 'd'
) as con
left join pg_catalog.pg_class as r on con.confrelid <> 0 and r.oid = con.confrelid
left join pg_catalog.pg_namespace as rn on rn.oid = r.relnamespace
left join pg_catalog.pg_description as d
    on d.objoid = con.oid
    and d.classoid = 'pg_catalog.pg_constraint'::regclass and d.objsubid = 0
where con.contype <> 't'
