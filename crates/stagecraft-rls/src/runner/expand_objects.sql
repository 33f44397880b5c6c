-- Privileges that no policy covers, and who may execute what.
create function pg_temp.rls_expand_privileges() returns void language plpgsql as $$
declare
    plan jsonb := (select body from rls_plan);
begin
    insert into rls_probe (object, command, actor, form, level, statements, kind, expected)
    select o ->> 'name', lower(p), r.name, 'privilege', 'none',
        array[format('select has_table_privilege(%L, %L, %L)', r.name, o ->> 'name', p)], 'value', 'false'
    from jsonb_array_elements(plan -> 'objects') with ordinality as o (o, n)
    cross join jsonb_array_elements_text(plan -> 'bound_roles') as r (name)
    cross join jsonb_array_elements_text(plan -> 'uncovered') as p
    where
        o ->> 'kind' in ('table', 'foreign')
        and (p <> 'MAINTAIN' or current_setting('server_version_num')::integer >= 170000)
    order by o.n, r.name, p;

    -- Columns that may be updated, where the contract lists them.
    insert into rls_probe (object, command, actor, form, level, statements, kind, expected)
    select o ->> 'name', 'update', r.name, 'columns', 'listed',
        array[format(
            'select coalesce(string_agg(a.attname, '' '' order by a.attname), '''') from pg_catalog.pg_attribute as a
             where a.attrelid = %1$L::regclass and a.attnum > 0 and not a.attisdropped
                and has_column_privilege(%2$L, a.attrelid, a.attnum, ''UPDATE'')',
            o ->> 'name', r.name)], 'value',
        (select coalesce(string_agg(c, ' ' order by c), '') from jsonb_array_elements_text(o -> 'updatable') as c)
    from jsonb_array_elements(plan -> 'objects') with ordinality as o (o, n)
    cross join jsonb_array_elements_text(o -> 'updaters') as r (name)
    where jsonb_typeof(o -> 'updatable') = 'array'
    order by o.n, r.name;

    -- Cells that a grant has to be in the way of.
    insert into rls_probe (object, command, actor, form, level, statements, kind, expected)
    select distinct o ->> 'name', c ->> 'command', a.db_role, 'grant', c ->> 'level',
        array[case c ->> 'command'
            when 'delete' then format('select has_table_privilege(%L, %L, ''DELETE'')', a.db_role, o ->> 'name')
            else format('select has_any_column_privilege(%L, %L, %L)', a.db_role, o ->> 'name', upper(c ->> 'command'))
        end], 'value', (c ->> 'denied_by' = 'policy')::text
    from jsonb_array_elements(plan -> 'objects') as o
    cross join jsonb_array_elements(o -> 'cells') as c
    join rls_actor as a on c -> 'actors' ? a.name
    where c ->> 'denied_by' is not null;

    insert into rls_probe (object, command, actor, form, level, statements, kind, expected)
    select f ->> 'name', 'execute', r.name, 'privilege', case when f -> 'execute' ? r.name then 'all' else 'none' end,
        array[format('select has_function_privilege(%L, %L, ''EXECUTE'')', r.name, f ->> 'name')], 'value',
        (f -> 'execute' ? r.name)::text
    from jsonb_array_elements(plan -> 'functions') with ordinality as f (f, n)
    cross join jsonb_array_elements_text(plan -> 'roles') as r (name)
    order by f.n, r.name;

    insert into rls_probe (object, command, actor, form, level, statements, kind, expected)
    select s.key, 'usage', r.name, 'privilege', case when s.value ? r.name then 'all' else 'none' end,
        array[format('select has_schema_privilege(%L, %L, ''USAGE'')', r.name, s.key)], 'value',
        (s.value ? r.name)::text
    from jsonb_each(plan -> 'hidden') as s
    cross join jsonb_array_elements_text(plan -> 'roles') as r (name)
    order by s.key, r.name;

    -- A second lock, for when somebody can enter after all.
    insert into rls_probe (object, command, actor, form, level, statements, kind, expected)
    select name, 'row security', 'everybody', 'switch', 'on',
        array[format('select c.relrowsecurity from pg_catalog.pg_class as c where c.oid = %L::regclass', name)],
        'value', 'true'
    from (
        select format('%I.%I', n.nspname, c.relname) as name
        from pg_catalog.pg_class as c
        join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
        where
            c.relkind in ('r', 'p')
            and plan -> 'locked' ? n.nspname
            and not exists (
                select from pg_catalog.pg_depend as d
                where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    ) as s
    order by name;
end
$$;

-- Calls: who gets something, who must get nothing.
create function pg_temp.rls_expand_calls() returns void language plpgsql as $$
declare
    plan jsonb := (select body from rls_plan);
    routine jsonb;
    call jsonb;
    who rls_actor;
    gets boolean;
    leak text;
begin
    -- Nobody knows what a function does.
    if plan ->> 'read_only' = 'true' then
        return;
    end if;
    for routine in select * from jsonb_array_elements(plan -> 'functions') loop
        for call in select * from jsonb_array_elements(routine -> 'calls') loop
            for who in select * from rls_actor order by place loop
                gets := routine -> 'execute' ? who.db_role and case call ->> 'gives'
                    when 'all' then true
                    when 'none' then false
                    else who.bypasses or exists (
                        select from rls_tenants as t
                        where t.actor = who.name and t.role = coalesce(call ->> 'role', '')
                            and call ->> 'tenant' = any (t.ids))
                end;
                leak := case when call ->> 'result_tenant' is null or who.bypasses then 'false' else format(
                    'bool_or(not coalesce((r.%I = any (%s)), false))', call ->> 'result_tenant',
                    pg_temp.rls_fill('{tenants}', who, '')) end;
                insert into rls_probe (object, command, actor, form, level, db_role, claims, statements, kind, inside, expected)
                values (routine ->> 'name', 'call', who.name, call ->> 'args', call ->> 'level', who.db_role, who.claims,
                    array[format(
                        'select case when coalesce(%3$s, false) then ''foreign rows'' when count(*) filter (where %4$s) > 0 then ''something'' else ''nothing'' end from %1$s(%2$s) as r',
                        routine ->> 'call', call ->> 'args', leak, call ->> 'something')],
                    'call', gets::integer, case when gets then 'something' else 'nothing' end);
            end loop;
        end loop;
    end loop;
end
$$;
