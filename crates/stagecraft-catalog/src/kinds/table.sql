-- Tables: ordinary, partitioned, foreign.
select
    c.oid,
    0 as part,
    c.nspname as schema,
    c.relname as name,
    pg_catalog.pg_get_userbyid(c.relowner) as owner,
    c.relpersistence as persistence,
    am.amname as access_method,
    ts.spcname as tablespace,
    c.reloptions as options,
    toast.reloptions as toast_options,
    case when c.relkind = 'p' then pg_catalog.pg_get_partkeydef(c.oid) end as partition_key,
    case when c.relispartition then pg_catalog.pg_get_expr(c.relpartbound, c.oid) end
        as partition_bound,
    (
        select
            json_agg(
                json_build_object('schema', pn.nspname, 'name', p.relname)
                order by i.inhseqno
            )
        from pg_catalog.pg_inherits as i
        join pg_catalog.pg_class as p on p.oid = i.inhparent
        join pg_catalog.pg_namespace as pn on pn.oid = p.relnamespace
        where i.inhrelid = c.oid
    ) as inherits,
    c.relispartition and exists (
        select from pg_catalog.pg_inherits as i
        where i.inhrelid = c.oid and i.inhdetachpending
    ) as detach_pending,
    case when c.reloftype <> 0 then pg_catalog.format_type(c.reloftype, null) end as of_type,
    c.relreplident as replica_identity,
    c.relrowsecurity as rls_enabled,
    c.relforcerowsecurity as rls_forced,
    fs.srvname as foreign_server,
    -- What may be a secret leaves the server as a digest, salted with what it
    -- belongs to.
    case
        when f.ftoptions is not null
            then array(
                select
                    o.option_name || '=' || case
                        when o.option_name ~* 'pass|pwd|secret|token|key|auth|cred|conn|dsn'
                            or o.option_value ~* '://[^/@]*:[^/@]*@|pass|secret'
                            then 'sha256 ' || left(encode(sha256(convert_to(
                                concat_ws(' ', c.nspname, c.relname, o.option_name, o.option_value),
                                'UTF8'
                            )), 'hex'), 12)
                        else coalesce(o.option_value, '')
                    end
                from pg_catalog.pg_options_to_table(f.ftoptions) as o
            )
    end as foreign_options,
    coalesce(c.relacl, pg_catalog.acldefault('r', c.relowner))::text[] as acl,
    d.description as comment
from relation as c
left join pg_catalog.pg_am as am on am.oid = c.relam
left join pg_catalog.pg_tablespace as ts on ts.oid = c.reltablespace
left join pg_catalog.pg_class as toast on toast.oid = c.reltoastrelid
left join pg_catalog.pg_foreign_table as f on f.ftrelid = c.oid
left join pg_catalog.pg_foreign_server as fs on fs.oid = f.ftserver
left join pg_catalog.pg_description as d
    on d.objoid = c.oid and d.classoid = 'pg_catalog.pg_class'::regclass and d.objsubid = 0
where c.relkind in ('r', 'p', 'f')
