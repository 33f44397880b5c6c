-- Everything that the contract, the rules and the mutants ask of the catalogs, as one JSON value.
-- $1: roles that the contract names. Run with search_path = '' so that expressions are qualified.
with api as (
    select r.oid, r.rolname as name
    from pg_catalog.pg_roles as r
    where
        r.rolname = any (array['anon', 'authenticated', 'service_role'] || $1::text[])
        or (
            exists (select from pg_catalog.pg_roles as a where a.rolname = 'authenticator')
            and r.rolname <> 'authenticator'
            and not r.rolsuper
            and pg_catalog.pg_has_role('authenticator', r.oid, 'member')
        )
),
namespace as (
    select n.oid, n.nspname
    from pg_catalog.pg_namespace as n
    where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
),
owned as (
    select d.classid, d.objid, e.extname
    from pg_catalog.pg_depend as d
    join pg_catalog.pg_extension as e on e.oid = d.refobjid
    where d.refclassid = 'pg_catalog.pg_extension'::regclass and d.deptype = 'e'
),
relation as (
    select c.*, n.nspname
    from pg_catalog.pg_class as c
    join namespace as n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f')
),
privilege (name) as (
    select unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'{maintain}])
),
granted as (
    select c.oid, jsonb_object_agg(a.name, p.privileges order by a.name) as grants
    from relation as c
    cross join api as a
    cross join lateral (
        select jsonb_agg(v.name order by v.name) as privileges
        from privilege as v
        where pg_catalog.has_table_privilege(a.oid, c.oid, v.name)
    ) as p
    where p.privileges is not null
    group by c.oid
),
column_granted as (
    select c.oid, jsonb_object_agg(a.name, p.privileges order by a.name) as grants
    from relation as c
    cross join api as a
    cross join lateral (
        select jsonb_object_agg(g.privilege, g.columns order by g.privilege) as privileges
        from (
            select v.privilege, jsonb_agg(t.attname order by t.attnum) as columns
            from unnest(array['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) as v (privilege)
            join pg_catalog.pg_attribute as t on t.attrelid = c.oid and t.attnum > 0 and not t.attisdropped
            where
                not pg_catalog.has_table_privilege(a.oid, c.oid, v.privilege)
                and pg_catalog.has_column_privilege(a.oid, c.oid, t.attnum, v.privilege)
            group by v.privilege
        ) as g
    ) as p
    where
        p.privileges is not null
        and exists (
            select from pg_catalog.pg_attribute as t
            where t.attrelid = c.oid and t.attacl is not null and not t.attisdropped
        )
    group by c.oid
),
columns as (
    select
        t.attrelid as oid,
        jsonb_agg(jsonb_build_object(
            'name', t.attname,
            'type', pg_catalog.format_type(t.atttypid, t.atttypmod),
            'base_type', pg_catalog.format_type(
                case when y.typtype = 'd' then y.typbasetype else t.atttypid end, null),
            'not_null', t.attnotnull or (y.typtype = 'd' and y.typnotnull),
            'default', pg_catalog.pg_get_expr(d.adbin, d.adrelid),
            'generated', t.attgenerated <> '',
            'identity', t.attidentity = 'a',
            'domain', y.typtype = 'd',
            'updatable', c.relkind <> 'v' or pg_catalog.pg_column_is_updatable(c.oid, t.attnum, false),
            'labels', case when e.labels is null then '[]'::jsonb else e.labels end
        ) order by t.attnum) as columns
    from pg_catalog.pg_attribute as t
    join relation as c on c.oid = t.attrelid
    join pg_catalog.pg_type as y on y.oid = t.atttypid
    left join pg_catalog.pg_attrdef as d on d.adrelid = t.attrelid and d.adnum = t.attnum
    left join lateral (
        select jsonb_agg(l.enumlabel order by l.enumsortorder) as labels
        from pg_catalog.pg_enum as l
        where l.enumtypid = case when y.typtype = 'd' then y.typbasetype else t.atttypid end
    ) as e on true
    where t.attnum > 0 and not t.attisdropped
    group by t.attrelid
),
keys as (
    select
        i.indrelid as oid,
        jsonb_agg(jsonb_build_object(
            'name', x.relname,
            'columns', k.columns,
            'unique', i.indisunique,
            'primary', i.indisprimary,
            'valid', i.indisvalid,
            'partial', i.indpred is not null,
            'expressions', i.indexprs is not null,
            'leakproof', l.leakproof,
            'definition', pg_catalog.pg_get_indexdef(i.indexrelid),
            'scans', coalesce(s.idx_scan, 0)
        ) order by x.relname) as indexes
    from pg_catalog.pg_index as i
    join relation as c on c.oid = i.indrelid
    join pg_catalog.pg_class as x on x.oid = i.indexrelid
    left join pg_catalog.pg_stat_all_indexes as s on s.indexrelid = i.indexrelid
    cross join lateral (
        select coalesce(jsonb_agg(t.attname order by p.n), '[]') as columns
        from unnest(i.indkey) with ordinality as p (attnum, n)
        join pg_catalog.pg_attribute as t on t.attrelid = i.indrelid and t.attnum = p.attnum
        where p.n <= i.indnkeyatts
    ) as k
    cross join lateral (
        -- Operators that only order are no conditions.
        select coalesce(bool_or(p.proleakproof), true) as leakproof
        from pg_catalog.pg_opclass as o
        join pg_catalog.pg_amop as a
            on a.amopfamily = o.opcfamily and a.amoplefttype = o.opcintype and a.amoppurpose = 's'
        join pg_catalog.pg_operator as r on r.oid = a.amopopr
        join pg_catalog.pg_proc as p on p.oid = r.oprcode
        where o.oid = i.indclass[0]
    ) as l
    group by i.indrelid
),
foreign_keys as (
    select
        f.conrelid as oid,
        jsonb_agg(jsonb_build_object(
            'name', f.conname,
            'columns', (
                select jsonb_agg(t.attname order by p.n)
                from unnest(f.conkey) with ordinality as p (attnum, n)
                join pg_catalog.pg_attribute as t on t.attrelid = f.conrelid and t.attnum = p.attnum
            ),
            'parent', jsonb_build_object('schema', pn.nspname, 'name', pc.relname),
            'parent_columns', (
                select jsonb_agg(t.attname order by p.n)
                from unnest(f.confkey) with ordinality as p (attnum, n)
                join pg_catalog.pg_attribute as t on t.attrelid = f.confrelid and t.attnum = p.attnum
            ),
            'on_delete', f.confdeltype,
            'on_update', f.confupdtype
        ) order by f.conname) as foreign_keys
    from pg_catalog.pg_constraint as f
    join relation as c on c.oid = f.conrelid
    join pg_catalog.pg_class as pc on pc.oid = f.confrelid
    join pg_catalog.pg_namespace as pn on pn.oid = pc.relnamespace
    where f.contype = 'f'
    group by f.conrelid
),
triggers as (
    select
        g.tgrelid as oid,
        jsonb_agg(jsonb_build_object(
            'name', g.tgname,
            'routine', p.oid::regprocedure::text,
            'security_definer', p.prosecdef,
            'before', g.tgtype & 2 <> 0,
            'row', g.tgtype & 1 <> 0,
            'insert', g.tgtype & 4 <> 0,
            'update', g.tgtype & 16 <> 0,
            'delete', g.tgtype & 8 <> 0,
            'enabled', g.tgenabled <> 'D'
        ) order by g.tgname) as triggers
    from pg_catalog.pg_trigger as g
    join relation as c on c.oid = g.tgrelid
    join pg_catalog.pg_proc as p on p.oid = g.tgfoid
    where not g.tgisinternal
    group by g.tgrelid
),
view_reads as (
    select
        w.ev_class as oid,
        jsonb_agg(distinct jsonb_build_object('schema', n.nspname, 'name', c.relname)) as reads
    from pg_catalog.pg_rewrite as w
    join pg_catalog.pg_depend as d
        on d.classid = 'pg_catalog.pg_rewrite'::regclass and d.objid = w.oid
            and d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid <> w.ev_class
    join pg_catalog.pg_class as c on c.oid = d.refobjid and c.relkind in ('r', 'p', 'v', 'm', 'f')
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where w.rulename = '_RETURN'
    group by w.ev_class
),
view_calls as (
    select w.ev_class as oid, jsonb_agg(distinct d.refobjid::regprocedure::text) as calls
    from pg_catalog.pg_rewrite as w
    join pg_catalog.pg_depend as d
        on d.classid = 'pg_catalog.pg_rewrite'::regclass and d.objid = w.oid
            and d.refclassid = 'pg_catalog.pg_proc'::regclass
    where w.rulename = '_RETURN'
    group by w.ev_class
),
relations as (
    select coalesce(jsonb_agg(jsonb_build_object(
        'schema', c.nspname,
        'name', c.relname,
        'kind', c.relkind,
        'owner', o.rolname,
        'owner_bypasses', o.rolsuper or o.rolbypassrls,
        'rls', c.relrowsecurity,
        'force', c.relforcerowsecurity,
        'extension', x.extname,
        'security_invoker', coalesce((
            select v.option_value::boolean from pg_catalog.pg_options_to_table(c.reloptions) as v
            where v.option_name = 'security_invoker'), false),
        'security_barrier', coalesce((
            select v.option_value::boolean from pg_catalog.pg_options_to_table(c.reloptions) as v
            where v.option_name = 'security_barrier'), false),
        'is_partition', c.relispartition,
        'parents', (
            select coalesce(jsonb_agg(jsonb_build_object('schema', n.nspname, 'name', p.relname)), '[]')
            from pg_catalog.pg_inherits as i
            join pg_catalog.pg_class as p on p.oid = i.inhparent
            join pg_catalog.pg_namespace as n on n.oid = p.relnamespace
            where i.inhrelid = c.oid
        ),
        'columns', coalesce(t.columns, '[]'),
        'indexes', coalesce(k.indexes, '[]'),
        'scans', coalesce(s.seq_scan, 0) + coalesce(s.idx_scan, 0),
        'foreign_keys', coalesce(f.foreign_keys, '[]'),
        'triggers', coalesce(g.triggers, '[]'),
        'rules', (
            select coalesce(jsonb_agg(w.rulename order by w.rulename), '[]')
            from pg_catalog.pg_rewrite as w
            where w.ev_class = c.oid and w.rulename <> '_RETURN'
        ),
        'reads', coalesce(vr.reads, '[]'),
        'calls', coalesce(vc.calls, '[]'),
        'definition', case when c.relkind in ('v', 'm') then pg_catalog.pg_get_viewdef(c.oid) end,
        'updatable', case when c.relkind = 'v' then pg_catalog.pg_relation_is_updatable(c.oid, false) else 0 end,
        'grants', coalesce(a.grants, '{}'),
        'column_grants', coalesce(b.grants, '{}'),
        'acl', coalesce((
            select jsonb_agg(jsonb_build_object(
                'grantee', case when e.grantee = 0 then 'public' else pg_catalog.pg_get_userbyid(e.grantee) end,
                'privilege', e.privilege_type) order by 1)
            from pg_catalog.aclexplode(c.relacl) as e), '[]'),
        'comment', pg_catalog.obj_description(c.oid, 'pg_class')
    ) order by c.nspname, c.relname), '[]') as relations
    from relation as c
    join pg_catalog.pg_roles as o on o.oid = c.relowner
    left join owned as x on x.classid = 'pg_catalog.pg_class'::regclass and x.objid = c.oid
    left join columns as t on t.oid = c.oid
    left join keys as k on k.oid = c.oid
    left join pg_catalog.pg_stat_all_tables as s on s.relid = c.oid
    left join foreign_keys as f on f.oid = c.oid
    left join triggers as g on g.oid = c.oid
    left join view_reads as vr on vr.oid = c.oid
    left join view_calls as vc on vc.oid = c.oid
    left join granted as a on a.oid = c.oid
    left join column_granted as b on b.oid = c.oid
),
policies as (
    select coalesce(jsonb_agg(jsonb_build_object(
        'relation', jsonb_build_object('schema', c.nspname, 'name', c.relname),
        'name', p.polname,
        'permissive', p.polpermissive,
        'command', p.polcmd,
        'roles', array(
            select case when r = 0 then 'public' else pg_catalog.pg_get_userbyid(r) end
            from unnest(p.polroles) as r order by 1
        ),
        'using', pg_catalog.pg_get_expr(p.polqual, p.polrelid),
        'check', pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid),
        'columns', (
            select coalesce(jsonb_agg(distinct t.attname), '[]')
            from pg_catalog.pg_depend as d
            join pg_catalog.pg_attribute as t on t.attrelid = d.refobjid and t.attnum = d.refobjsubid
            where
                d.classid = 'pg_catalog.pg_policy'::regclass and d.objid = p.oid
                and d.refclassid = 'pg_catalog.pg_class'::regclass
                and d.refobjid = p.polrelid and d.refobjsubid > 0
        ),
        'reads', (
            select coalesce(jsonb_agg(distinct jsonb_build_object('schema', n.nspname, 'name', r.relname)), '[]')
            from pg_catalog.pg_depend as d
            join pg_catalog.pg_class as r on r.oid = d.refobjid and r.relkind in ('r', 'p', 'v', 'm', 'f')
            join pg_catalog.pg_namespace as n on n.oid = r.relnamespace
            where
                d.classid = 'pg_catalog.pg_policy'::regclass and d.objid = p.oid
                and d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid <> p.polrelid
        ),
        'calls', (
            select coalesce(jsonb_agg(distinct d.refobjid::regprocedure::text), '[]')
            from pg_catalog.pg_depend as d
            where
                d.classid = 'pg_catalog.pg_policy'::regclass and d.objid = p.oid
                and d.refclassid = 'pg_catalog.pg_proc'::regclass
        )
    ) order by c.nspname, c.relname, p.polname), '[]') as policies
    from pg_catalog.pg_policy as p
    join relation as c on c.oid = p.polrelid
),
routines as (
    select coalesce(jsonb_agg(jsonb_build_object(
        'schema', n.nspname,
        'name', p.proname,
        'identity', p.oid::regprocedure::text,
        'arguments', pg_catalog.pg_get_function_identity_arguments(p.oid),
        'argument_types', array(
            select pg_catalog.format_type(y, null) from unnest(p.proargtypes) with ordinality as t (y, n) order by t.n
        ),
        'returns', pg_catalog.pg_get_function_result(p.oid),
        'kind', p.prokind,
        'language', l.lanname,
        'security_definer', p.prosecdef,
        'volatility', p.provolatile,
        'leakproof', p.proleakproof,
        'config', coalesce(to_jsonb(p.proconfig), '[]'),
        'owner', o.rolname,
        'owner_bypasses', o.rolsuper or o.rolbypassrls,
        'extension', x.extname,
        'trigger', p.prorettype in ('pg_catalog.trigger'::regtype, 'pg_catalog.event_trigger'::regtype),
        'execute', array(select a.name from api as a where pg_catalog.has_function_privilege(a.oid, p.oid, 'EXECUTE') order by 1),
        'public', p.proacl is null or exists (
            select from pg_catalog.aclexplode(p.proacl) as e where e.grantee = 0 and e.privilege_type = 'EXECUTE'),
        'source', coalesce(pg_catalog.pg_get_function_sqlbody(p.oid), p.prosrc)
    ) order by p.oid::regprocedure::text), '[]') as routines
    from pg_catalog.pg_proc as p
    join namespace as n on n.oid = p.pronamespace
    join pg_catalog.pg_language as l on l.oid = p.prolang
    join pg_catalog.pg_roles as o on o.oid = p.proowner
    left join owned as x on x.classid = 'pg_catalog.pg_proc'::regclass and x.objid = p.oid
    where p.prokind in ('f', 'p', 'w')
),
schemas as (
    select coalesce(jsonb_agg(jsonb_build_object(
        'name', n.nspname,
        'usage', array(select a.name from api as a where pg_catalog.has_schema_privilege(a.oid, n.oid, 'USAGE') order by 1),
        'create', array(select a.name from api as a where pg_catalog.has_schema_privilege(a.oid, n.oid, 'CREATE') order by 1)
    ) order by n.nspname), '[]') as schemas
    from namespace as n
),
roles as (
    select coalesce(jsonb_agg(jsonb_build_object(
        'name', r.rolname,
        'api', exists (select from api as a where a.oid = r.oid),
        'superuser', r.rolsuper,
        'bypass_rls', r.rolbypassrls,
        'login', r.rolcanlogin,
        'inherit', r.rolinherit,
        'create_role', r.rolcreaterole,
        'reserved', r.rolname ~ '^pg_',
        'member_of', array(
            select g.rolname from pg_catalog.pg_auth_members as m
            join pg_catalog.pg_roles as g on g.oid = m.roleid
            where m.member = r.oid group by 1 order by 1
        ),
        'uses', array(
            select g.rolname from pg_catalog.pg_roles as g
            where g.oid <> r.oid and not r.rolsuper and pg_catalog.pg_has_role(r.oid, g.oid, 'usage') order by 1
        ),
        'may_set', array(
            select g.rolname from pg_catalog.pg_roles as g
            where g.oid <> r.oid and not r.rolsuper and pg_catalog.pg_has_role(r.oid, g.oid, {set}) order by 1
        )
    ) order by r.rolname), '[]') as roles
    from pg_catalog.pg_roles as r
),
default_privileges as (
    select coalesce(jsonb_agg(jsonb_build_object(
        'owner', pg_catalog.pg_get_userbyid(d.defaclrole),
        'schema', n.nspname,
        'objects', d.defaclobjtype,
        'grantee', case when e.grantee = 0 then 'public' else pg_catalog.pg_get_userbyid(e.grantee) end,
        'privilege', e.privilege_type
    ) order by 1), '[]') as default_privileges
    from pg_catalog.pg_default_acl as d
    left join pg_catalog.pg_namespace as n on n.oid = d.defaclnamespace
    cross join lateral pg_catalog.aclexplode(d.defaclacl) as e
),
publications as (
    select coalesce(jsonb_agg(jsonb_build_object(
        'name', t.pubname, 'schema', t.schemaname, 'relation', t.tablename
    ) order by 1), '[]') as publications
    from pg_catalog.pg_publication_tables as t
),
extensions as (
    select coalesce(jsonb_agg(jsonb_build_object(
        'name', e.extname, 'schema', n.nspname, 'version', e.extversion, 'default_version', a.default_version
    ) order by e.extname), '[]') as extensions
    from pg_catalog.pg_extension as e
    join pg_catalog.pg_namespace as n on n.oid = e.extnamespace
    left join pg_catalog.pg_available_extensions as a on a.name = e.extname
)
select jsonb_build_object(
    'server', jsonb_build_object(
        'version', current_setting('server_version_num')::integer,
        'runner', current_user,
        'runner_bypasses', (select r.rolsuper or r.rolbypassrls from pg_catalog.pg_roles as r where r.rolname = current_user)
    ),
    'roles', roles.roles,
    'schemas', schemas.schemas,
    'relations', relations.relations,
    'policies', policies.policies,
    'routines', routines.routines,
    'default_privileges', default_privileges.default_privileges,
    'publications', publications.publications,
    'extensions', extensions.extensions,
    'buckets', {buckets}
)
from roles, schemas, relations, policies, routines, default_privileges, publications, extensions
