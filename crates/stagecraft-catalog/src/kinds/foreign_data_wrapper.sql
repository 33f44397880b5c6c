-- Foreign-data wrappers that no extension owns. What may be a secret leaves the
-- server as a digest, salted with what it belongs to.
select
    w.oid,
    0 as part,
    w.fdwname as name,
    pg_catalog.pg_get_userbyid(w.fdwowner) as owner,
    nullif(w.fdwhandler::pg_catalog.regproc::text, '-') as handler,
    nullif(w.fdwvalidator::pg_catalog.regproc::text, '-') as validator,
    array(
        select
            o.option_name || '=' || case
                when o.option_name ~* 'pass|pwd|secret|token|key|auth|cred|conn|dsn'
                    or o.option_value ~* '://[^/@]*:[^/@]*@|pass|secret'
                    then 'sha256 ' || left(encode(sha256(convert_to(
                        concat_ws(' ', w.fdwname, o.option_name, o.option_value), 'UTF8'
                    )), 'hex'), 12)
                else coalesce(o.option_value, '')
            end
        from pg_catalog.pg_options_to_table(w.fdwoptions) as o
    ) as options,
    coalesce(w.fdwacl, pg_catalog.acldefault('F', w.fdwowner))::text[] as acl,
    pg_catalog.obj_description(w.oid, 'pg_foreign_data_wrapper') as comment
from pg_catalog.pg_foreign_data_wrapper as w
where not exists (
    select from pg_catalog.pg_depend as e
    where e.classid = 'pg_catalog.pg_foreign_data_wrapper'::regclass
        and e.objid = w.oid and e.deptype = 'e'
)
