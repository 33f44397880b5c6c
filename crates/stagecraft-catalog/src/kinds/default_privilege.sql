-- Privileges that objects made later will have.
select
    a.oid,
    0 as part,
    pg_catalog.pg_get_userbyid(a.defaclrole) as role,
    n.nspname as schema,
    a.defaclobjtype as objects,
    a.defaclacl::text[] as acl
from pg_catalog.pg_default_acl as a
left join pg_catalog.pg_namespace as n on n.oid = a.defaclnamespace
where n.oid is null or n.oid in (select namespace.oid from namespace)
