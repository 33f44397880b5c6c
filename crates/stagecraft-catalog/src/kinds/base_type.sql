-- Types made of functions, and shells that wait for their functions; without
-- the array types that come with every type.
select
    t.oid,
    0 as part,
    t.nspname as schema,
    t.typname as name,
    pg_catalog.pg_get_userbyid(t.typowner) as owner,
    t.typisdefined as defined,
    case when t.typisdefined then t.typinput::text end as input,
    case when t.typisdefined then t.typoutput::text end as output,
    nullif(t.typreceive::text, '-') as receive,
    nullif(t.typsend::text, '-') as send,
    nullif(t.typmodin::text, '-') as modifier_input,
    nullif(t.typmodout::text, '-') as modifier_output,
    nullif(t.typanalyze::text, '-') as analyze,
    nullif(t.typsubscript::text, '-') as subscript,
    t.typlen as length,
    t.typbyval as by_value,
    t.typalign as alignment,
    t.typstorage as storage,
    t.typcategory as category,
    t.typispreferred as preferred,
    t.typdefault as default,
    case when t.typelem <> 0 then pg_catalog.format_type(t.typelem, null) end as element,
    t.typdelim as delimiter,
    t.typcollation <> 0 as collatable,
    coalesce(t.typacl, pg_catalog.acldefault('T', t.typowner))::text[] as acl,
    pg_catalog.obj_description(t.oid, 'pg_type') as comment
from type as t
where t.oid >= 16384
    and (t.typtype = 'b' and t.typarray <> 0 or t.typtype = 'p' and not t.typisdefined)
