-- Foreign servers that no extension owns. What may be a secret leaves the
-- server as a digest, salted with what it belongs to.
select
    s.oid,
    0 as part,
    s.srvname as name,
    pg_catalog.pg_get_userbyid(s.srvowner) as owner,
    w.fdwname as wrapper,
    s.srvtype as type,
    s.srvversion as version,
    array(
        select
            o.option_name || '=' || case
                when o.option_name ~* 'pass|pwd|secret|token|key|auth|cred|conn|dsn'
                    or o.option_value ~* '://[^/@]*:[^/@]*@|pass|secret'
                    then 'sha256 ' || left(encode(sha256(convert_to(
                        concat_ws(' ', s.srvname, o.option_name, o.option_value), 'UTF8'
                    )), 'hex'), 12)
                else coalesce(o.option_value, '')
            end
        from pg_catalog.pg_options_to_table(s.srvoptions) as o
    ) as options,
    coalesce(s.srvacl, pg_catalog.acldefault('S', s.srvowner))::text[] as acl,
    pg_catalog.obj_description(s.oid, 'pg_foreign_server') as comment
from pg_catalog.pg_foreign_server as s
join pg_catalog.pg_foreign_data_wrapper as w on w.oid = s.srvfdw
where not exists (
    select from pg_catalog.pg_depend as e
    where e.classid = 'pg_catalog.pg_foreign_server'::regclass
        and e.objid = s.oid and e.deptype = 'e'
)
