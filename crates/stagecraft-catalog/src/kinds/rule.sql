-- Rewrite rules, without those that make a view a view, unless somebody turned one
-- off or said something of it.
select
    r.oid,
    0 as part,
    c.nspname as schema,
    c.relname as relation,
    r.rulename as name,
    pg_catalog.pg_get_ruledef(r.oid) as definition,
    r.ev_enabled as enabled,
    d.description as comment
from relation as c
join pg_catalog.pg_rewrite as r on r.ev_class = c.oid
left join pg_catalog.pg_description as d
    on d.objoid = r.oid and d.classoid = 'pg_catalog.pg_rewrite'::regclass and d.objsubid = 0
where r.rulename <> '_RETURN' or r.ev_enabled <> 'O' or d.description is not null
