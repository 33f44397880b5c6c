-- One object, one command, one actor: the statements that show which rows it can touch.

-- Blind updates: only of columns that the role may write, or, so that what refuses it is seen, of the
-- first column that there is.
create function pg_temp.rls_updates(object jsonb, db_role text, condition text) returns text[] language plpgsql as $$
declare
    candidate record;
    value text;
    statements text[] := '{}';
begin
    for candidate in
        select s ->> 0 as column_name, s ->> 1 as value,
            has_column_privilege(db_role, object ->> 'name', s ->> 0, 'UPDATE') as is_granted
        from jsonb_array_elements(object -> 'sets') with ordinality as s (s, n)
        order by is_granted desc, n
        limit 4
    loop
        exit when not candidate.is_granted and statements <> '{}';
        value := candidate.value;
        if value = '{row}' then
            value := coalesce((pg_temp.rls_once(format(
                'select array[min(quote_nullable(t.%I::text))] from %s as t where (%s)',
                candidate.column_name, object ->> 'name', condition)))[1], 'null');
        end if;
        statements := statements || format('update %s set %I = %s', object ->> 'name', candidate.column_name, value);
    end loop;
    return nullif(statements, '{}');
end
$$;

create function pg_temp.rls_expand_cell(object jsonb, cell jsonb, who rls_actor) returns void
language plpgsql as $$
declare
    name constant text := object ->> 'name';
    command constant text := cell ->> 'command';
    condition constant text := pg_temp.rls_fill(cell ->> 'rows', who, cell ->> 'role');
    is_open constant boolean := cell ->> 'level' = 'all';
    digest constant text := format(
        'select coalesce(md5(string_agg(t::text, chr(10) order by t::text)), '''') from %s as t where coalesce((%s), false) is false',
        name, condition);
    row_set rls_set := pg_temp.rls_set(name, condition, 't::text');
    probe rls_probe;
    row_expression text;
    statements text[];
    own_keys text;
    one record;
begin
    probe.object := name;
    probe.command := command;
    probe.actor := who.name;
    probe.level := cell ->> 'level';
    probe.db_role := who.db_role;
    probe.claims := who.claims;
    probe.is_open := is_open;
    probe.inside := row_set.inside;
    probe.outside := row_set.outside;

    if command = 'select' then
        row_expression := pg_temp.rls_row(name, who.db_role, array(select jsonb_array_elements_text(object -> 'all_columns')));
        row_set := case
            -- What a view shows may depend on who asks, beside which rows.
            when object ->> 'kind' = 'view' then pg_temp.rls_set_of(who, name, condition, row_expression)
            else pg_temp.rls_set(name, condition, row_expression)
        end;
        probe.inside := row_set.inside;
        probe.outside := row_set.outside;
        probe.form := 'rows';
        probe.kind := 'rows';
        probe.expected := row_set.inside || ' ' || row_set.digest_inside;
        perform pg_temp.rls_add(probe, array[format(
            'select count(*) || '' '' || coalesce(md5(string_agg(line, chr(10) order by line)), '''') from (select %s as line from %s as t) as s',
            row_expression, name)]);
        return;
    end if;

    if command = 'insert' then
        perform pg_temp.rls_expand_insert(object, cell, who, condition, probe);
        return;
    end if;

    -- Other rows have to stay as they are; with none there is nothing to compare.
    probe.kind := 'write';
    if row_set.outside > 0 then
        probe.before := row_set.digest_outside;
        probe.after_sql := digest;
    end if;
    statements := case command
        when 'update' then pg_temp.rls_updates(object, who.db_role, condition)
        else array['delete from ' || name]
    end;
    if statements is null then
        return;
    end if;
    -- Where triggers or keys stop what the policies let through, it is tried again without them.
    if object ->> 'unhook' is not null then
        probe.prepares := array_fill(null::text, array[cardinality(statements)]) || (object ->> 'unhook');
        statements := statements || statements[1];
    end if;
    -- No column is read: only the command's own policies are asked.
    probe.form := 'blind';
    perform pg_temp.rls_add(probe, statements);
    probe.form := 'returning 1';
    perform pg_temp.rls_add(probe, array(select s || ' returning 1' from unnest(statements) with ordinality as u (s, n) order by n));

    -- By key, as clients do: the SELECT policies are asked as well.
    if row_set.inside > 0 and object -> 'key' <> '[]' and (
        select bool_and(has_column_privilege(who.db_role, name, k, 'SELECT')) from jsonb_array_elements_text(object -> 'key') as k
    ) then
        own_keys := (pg_temp.rls_once(format(
            'select array[string_agg(k, '', '')] from (select format(''(%s)'', %s) as k from %s as t where (%s) limit 100) as s',
            (select string_agg('%L', ', ') from jsonb_array_elements(object -> 'key')),
            (select string_agg(format('t.%I', k), ', ' order by n) from jsonb_array_elements_text(object -> 'key') with ordinality as k (k, n)),
            name, condition)))[1];
        probe.form := 'by key';
        probe.inside := least(row_set.inside, 100);
        perform pg_temp.rls_add(probe, array(
            select format('%s where (%s) in (%s)', s,
                (select string_agg(format('%I', k), ', ' order by n) from jsonb_array_elements_text(object -> 'key') with ordinality as k (k, n)),
                own_keys)
            from unnest(statements) with ordinality as u (s, n) order by n));
        probe.inside := row_set.inside;
    end if;

    if command = 'update' then
        perform pg_temp.rls_expand_reassign(object, cell, who, condition, digest, probe);
    end if;
end
$$;

create function pg_temp.rls_add(probe rls_probe, statements text[]) returns void language plpgsql as $$
begin
    statements := array_remove(statements, null);
    if cardinality(statements) > 0 then
        insert into rls_probe (object, command, actor, form, level, db_role, claims, prepares, statements, kind,
            is_open, inside, outside, before, after_sql, expected)
        values (probe.object, probe.command, probe.actor, probe.form, probe.level, probe.db_role, probe.claims,
            probe.prepares, statements, probe.kind,
            probe.is_open, probe.inside, probe.outside, probe.before, probe.after_sql, probe.expected);
    end if;
end
$$;

-- A tenant that is not the actor's and that has rows here, or that the contract names.
create function pg_temp.rls_foreign(object jsonb, cell jsonb, who rls_actor, condition text) returns text language plpgsql as $$
begin
    if object ->> 'tenant_column' is null then
        return null;
    end if;
    return (pg_temp.rls_once(format('select array[min(t.%1$I::text)] from %2$s as t
        where coalesce((%3$s), false) is false and t.%1$I::text <> all (%4$L)',
        object ->> 'tenant_column', object ->> 'name', condition,
        (select t.ids from rls_tenants as t where t.actor = who.name and t.role = ''))))[1];
end
$$;

-- Another user who has rows here.
create function pg_temp.rls_colleague(object jsonb, who rls_actor, condition text) returns text language plpgsql as $$
begin
    if object ->> 'owner_column' is null then
        return null;
    end if;
    return (pg_temp.rls_once(format('select array[min(t.%1$I::text)] from %2$s as t where t.%1$I::text <> %3$L',
        object ->> 'owner_column', object ->> 'name', coalesce(who.user_id, ''))))[1];
end
$$;

-- Rows that change hands: out of the actor's set, or into it.
create function pg_temp.rls_expand_reassign(
    object jsonb, cell jsonb, who rls_actor, condition text, digest text, probe rls_probe
) returns void language plpgsql as $$
declare
    name constant text := object ->> 'name';
    tenant constant text := object ->> 'tenant_column';
    owner constant text := object ->> 'owner_column';
    foreign_tenant constant text := pg_temp.rls_foreign(object, cell, who, condition);
    own_tenant constant text := (
        select t.ids[1] from rls_tenants as t where t.actor = who.name and t.role = coalesce(cell ->> 'role', ''));
    colleague constant text := pg_temp.rls_colleague(object, who, condition);
    variant record;
    missing text;
begin
    if probe.is_open then
        return;
    end if;
    probe.before := (pg_temp.rls_set(name, condition, 't::text')).digest_outside;
    probe.after_sql := digest;
    for variant in
        select 'to a foreign tenant' as form, format('%I = %L', tenant, foreign_tenant) as set, array[tenant] as columns, 'forbidden' as kind
        where tenant is not null and foreign_tenant is not null and probe.inside > 0
        union all
        -- Where the actor belongs, and may do less.
        select 'to ' || f.id || ', where it may do less', format('%I = %L', tenant, f.id), array[tenant], 'forbidden'
        from rls_tenants as t, unnest(t.ids) as f (id)
        where tenant is not null and probe.inside > 0 and t.actor = who.name and t.role = ''
            and f.id <> all ((select e.ids from rls_tenants as e where e.actor = who.name and e.role = coalesce(cell ->> 'role', ''))::text[])
        union all
        select 'to a colleague', format('%I = %L', owner, colleague), array[owner], 'still'
        where owner is not null and colleague is not null and probe.inside > 0
        union all
        select 'into the own tenant', format('%I = %L', tenant, own_tenant), array[tenant], 'still'
        where tenant is not null and own_tenant is not null
        union all
        select 'into the own name', format('%I = %L', owner, who.user_id), array[owner], 'still'
        where owner is not null and who.user_id is not null
        union all
        select 'into the own name and tenant', format('%I = %L, %I = %L', owner, who.user_id, tenant, own_tenant), array[owner, tenant], 'still'
        where owner is not null and tenant is not null and who.user_id is not null and own_tenant is not null
        union all
        -- One policy's USING with another one's WITH CHECK.
        select 'own name, foreign tenant', format('%I = %L, %I = %L', owner, who.user_id, tenant, foreign_tenant), array[owner, tenant], 'still'
        where owner is not null and tenant is not null and who.user_id is not null and foreign_tenant is not null
        union all
        select 'own tenant, other name', format('%I = %L, %I = %L', owner, colleague, tenant, own_tenant), array[owner, tenant], 'still'
        where owner is not null and tenant is not null and colleague is not null and own_tenant is not null
        union all
        select 'to no tenant', format('%I = null', tenant), array[tenant], 'forbidden'
        where tenant is not null and (object ->> 'tenant_nullable')::boolean and probe.inside > 0
    loop
        probe.form := variant.form;
        probe.kind := variant.kind;
        probe.prepares := null;
        perform pg_temp.rls_add(probe, array[format('update %s set %s', name, variant.set)]);
        -- The policies alone, where a missing column privilege would hide what they let through.
        select string_agg(format('%I', c), ', ') into missing from unnest(variant.columns) as c
        where not has_column_privilege(who.db_role, name, c, 'UPDATE');
        if missing is not null and has_any_column_privilege(who.db_role, name, 'UPDATE') then
            probe.form := variant.form || ', granted';
            probe.prepares := array[format('grant update (%s) on %s to %I', missing, name, who.db_role)];
            perform pg_temp.rls_add(probe, array[format('update %s set %s', name, variant.set)]);
        end if;
    end loop;

    -- Columns that nobody changes.
    probe.prepares := null;
    probe.kind := 'still';
    for variant in
        select p ->> 0 as column_name, p ->> 1 as value from jsonb_array_elements(object -> 'protected') as p
        where probe.inside > 0
    loop
        probe.form := 'protected ' || variant.column_name;
        probe.after_sql := format('select coalesce(md5(string_agg(x, chr(10) order by x)), '''') from (select (t.%I)::text as x from %s as t) as s',
            variant.column_name, name);
        probe.before := (pg_temp.rls_once(format('select array[(%s)]', probe.after_sql)))[1];
        perform pg_temp.rls_add(probe, array[format('update %s set %I = %s', name, variant.column_name, variant.value)]);
    end loop;
end
$$;
