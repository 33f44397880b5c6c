-- Row security policies, those on an extension's tables included.
select
    p.oid,
    0 as part,
    n.nspname as schema,
    c.relname as relation,
    p.polname as name,
    p.polpermissive as permissive,
    p.polcmd as command,
    array(
        select case when r.oid = 0 then 'public' else pg_catalog.pg_get_userbyid(r.oid) end
        from unnest(p.polroles) as r (oid)
        order by 1
    ) as roles,
    pg_catalog.pg_get_expr(p.polqual, p.polrelid) as using,
    pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) as check,
    d.description as comment
from pg_catalog.pg_policy as p
join pg_catalog.pg_class as c on c.oid = p.polrelid
join namespace as n on n.oid = c.relnamespace
left join pg_catalog.pg_description as d
    on d.objoid = p.oid and d.classoid = 'pg_catalog.pg_policy'::regclass and d.objsubid = 0
where true
-- only: c.oid
