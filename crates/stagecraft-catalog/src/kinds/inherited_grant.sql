-- Privileges on what an extension or the server itself owns, where they are
-- no longer those that it came with.
select
    o.oid,
    o.part as part,
    o.object as object,
    o.nspname as schema,
    o.name as name,
    coalesce(o.detail, pg_catalog.oidvectortypes(o.arguments)) as detail,
    o.acl::text[] as acl,
    coalesce(
        i.initprivs,
        case
            when o.nspname = 'information_schema' and o.object = 'table'
                then pg_catalog.acldefault('r', o.owner)
                || pg_catalog.makeaclitem(0, o.owner, 'SELECT', false)
            when o.object <> 'column'
                then pg_catalog.acldefault(
                    case o.object
                        when 'table' then 'r'::"char"
                        when 'sequence' then 's'
                        when 'routine' then 'f'
                        when 'type' then 'T'
                        when 'schema' then 'n'
                        when 'foreign-data wrapper' then 'F'
                        when 'foreign server' then 'S'
                        else 'l'
                    end,
                    o.owner
                )
        end
    )::text[] as initial
from (
    select
        'pg_catalog.pg_class'::regclass as class, c.oid, 0 as part,
        case c.relkind when 'S' then 'sequence' else 'table' end as object,
        n.nspname, c.relname as name, null::text as detail, null::oidvector as arguments,
        c.relacl as acl, c.relowner as owner
    from pg_catalog.pg_class as c
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where c.relacl is not null and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
    union all
    select
        'pg_catalog.pg_class'::regclass, c.oid, a.attnum::int, 'column',
        n.nspname, c.relname, a.attname::text, null, a.attacl, c.relowner
    from pg_catalog.pg_attribute as a
    join pg_catalog.pg_class as c on c.oid = a.attrelid
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where a.attacl is not null and not a.attisdropped
    union all
    select
        'pg_catalog.pg_proc'::regclass, p.oid, 0, 'routine',
        n.nspname, p.proname, null, p.proargtypes, p.proacl, p.proowner
    from pg_catalog.pg_proc as p
    join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
    where p.proacl is not null
    union all
    select
        'pg_catalog.pg_type'::regclass, t.oid, 0, 'type',
        n.nspname, t.typname, null, null, t.typacl, t.typowner
    from pg_catalog.pg_type as t
    join pg_catalog.pg_namespace as n on n.oid = t.typnamespace
    where t.typacl is not null
    union all
    select
        'pg_catalog.pg_namespace'::regclass, n.oid, 0, 'schema',
        n.nspname, n.nspname, null, null, n.nspacl, n.nspowner
    from pg_catalog.pg_namespace as n
    where n.nspacl is not null and n.nspname !~ '^pg_(toast|temp)'
    union all
    select
        'pg_catalog.pg_language'::regclass, l.oid, 0, 'language',
        null, l.lanname, null, null, l.lanacl, l.lanowner
    from pg_catalog.pg_language as l
    where l.lanacl is not null
    union all
    select
        'pg_catalog.pg_foreign_data_wrapper'::regclass, w.oid, 0, 'foreign-data wrapper',
        null, w.fdwname, null, null, w.fdwacl, w.fdwowner
    from pg_catalog.pg_foreign_data_wrapper as w
    where w.fdwacl is not null
    union all
    select
        'pg_catalog.pg_foreign_server'::regclass, s.oid, 0, 'foreign server',
        null, s.srvname, null, null, s.srvacl, s.srvowner
    from pg_catalog.pg_foreign_server as s
    where s.srvacl is not null
) as o
left join pg_catalog.pg_init_privs as i
    on i.classoid = o.class and i.objoid = o.oid and i.objsubid = o.part
where o.acl is distinct from coalesce(
        i.initprivs,
        -- Nobody recorded what the views of the information schema came with.
        case
            when o.nspname = 'information_schema' and o.object = 'table'
                then pg_catalog.acldefault('r', o.owner)
                || pg_catalog.makeaclitem(0, o.owner, 'SELECT', false)
        end
    )
    and coalesce(o.nspname, '') not like all ($1)
    and (
        o.nspname in ('pg_catalog', 'information_schema')
        or o.nspname is null and o.oid < 16384
        -- Looked up one by one: few objects have grants, many depend.
        or (
            select true
            from pg_catalog.pg_depend as e
            where e.classid = o.class and e.objid = o.oid and e.deptype = 'e'
            limit 1
        )
    )
