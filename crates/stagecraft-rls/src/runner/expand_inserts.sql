-- Which rows an actor can add: its own, and each kind of somebody else's.

-- The columns that a role may give a value in an INSERT; all of them when it may give none, so that
-- what refuses it is seen.
create function pg_temp.rls_insertable(object jsonb, db_role text) returns text[] language plpgsql as $$
declare
    given text[];
begin
    if not has_table_privilege(db_role, object ->> 'name', 'INSERT') then
        select array_agg(c order by n) into given
        from jsonb_array_elements_text(object -> 'columns') with ordinality as c (c, n)
        where has_column_privilege(db_role, object ->> 'name', c, 'INSERT');
    end if;
    return coalesce(given, array(select jsonb_array_elements_text(object -> 'columns')));
end
$$;

-- INSERT statements that repeat rows of the relation, changed by a patch: every value is valid, and
-- a key that is taken stops the row only after the policies have let it through.
create function pg_temp.rls_inserts(
    object jsonb, db_role text, condition text, patch jsonb, is_inside boolean, apart text, most integer
) returns text[] language plpgsql as $$
declare
    asked constant text := md5(concat_ws(chr(10),
        'inserts', object ->> 'name', db_role, condition, patch, is_inside, coalesce(apart, ''), most));
    names text;
    texts text;
    statements text[];
begin
    select k.answer into statements from rls_known as k where k.question = asked;
    if found then
        return statements;
    end if;
    select string_agg(format('%I', c), ', ' order by n), string_agg(format('quote_nullable(t.%I::text)', c), ', ' order by n)
    into names, texts
    from unnest(pg_temp.rls_insertable(object, db_role)) with ordinality as c (c, n);
    -- A view whose columns are all computed.
    if names is null then
        return null;
    end if;
    execute format(
        'select array_agg(line order by line) from (
            select %7$s %8$L || concat_ws('', '', %2$s) || '')'' as line
            from %3$s as t
            where coalesce((%4$s), false) is %5$s
            order by %9$s line limit %6$s
        ) as s',
        object ->> 'name', texts,
        case when patch = '{}' then object ->> 'name' else format(
            '(select p.* from %s as b cross join lateral jsonb_populate_record(b, %L) as p)', object ->> 'name', patch)
        end,
        condition, is_inside::text, most,
        case when apart is null then 'distinct' else format('distinct on ((%s)::text)', apart) end,
        format('insert into %s (%s) overriding system value values (', object ->> 'name', names),
        case when apart is null then '' else format('(%s)::text,', apart) end) into statements;
    insert into rls_known values (asked, statements);
    return statements;
end
$$;

-- An INSERT of a new row that its actor may also read, and asks back as clients do: the SELECT
-- policies hold for it before it is in the table.
create function pg_temp.rls_returned(object jsonb, who rls_actor, condition text) returns text[] language plpgsql as $$
declare
    key constant text := object -> 'fresh' ->> 0;
    readable text;
    statements text[];
begin
    select pg_temp.rls_fill(c ->> 'rows', who, c ->> 'role') into readable
    from jsonb_array_elements(object -> 'cells') as c
    where c ->> 'command' = 'select' and c -> 'actors' ? who.name;
    if key is null or readable is null or not has_column_privilege(who.db_role, object ->> 'name', key, 'SELECT') then
        return null;
    end if;
    statements := pg_temp.rls_inserts(object, who.db_role, format('(%s) and (%s)', condition, readable),
        jsonb_build_object(key, object -> 'fresh' ->> 1), true, null, 1);
    return array[statements[1] || format(' returning %I', key)];
end
$$;

create function pg_temp.rls_expand_insert(object jsonb, cell jsonb, who rls_actor, condition text, probe rls_probe)
returns void language plpgsql as $$
declare
    name constant text := object ->> 'name';
    tenant constant text := object ->> 'tenant_column';
    owner constant text := object ->> 'owner_column';
    least constant text := coalesce(cell ->> 'role', '');
    allowed constant bigint := probe.inside;
    kinds text := 't.' || quote_ident(tenant);
    variant record;
    statements text[];
    statement text;
begin
    probe.kind := 'insert';
    statements := pg_temp.rls_inserts(object, who.db_role, condition, '{}', true, null, 4);
    if statements is not null then
        probe.form := 'own';
        probe.prepares := array_fill(null::text, array[cardinality(statements)]) || (object ->> 'unhook');
        perform pg_temp.rls_add(probe, statements || case when object ->> 'unhook' is not null then statements[1] end);
    end if;
    statements := pg_temp.rls_returned(object, who, condition);
    if statements is not null then
        probe.form := 'own, returned';
        probe.prepares := array[null, object ->> 'unhook'];
        perform pg_temp.rls_add(probe, statements || case when object ->> 'unhook' is not null then statements[1] end);
    end if;
    probe.inside := 0;
    probe.prepares := null;
    -- The actor's own rows that something else forbids are a kind of their own, and the first.
    if tenant is not null and owner is not null and who.user_id is not null and strpos(condition, who.user_id) > 0 then
        kinds := format('concat_ws('' '', t.%I::text is distinct from %L, t.%I)', owner, who.user_id, tenant);
    end if;
    for variant in
        select 'foreign' as form, '{}'::jsonb as patch
        union all
        -- Somebody else's row, in the actor's own name.
        select 'foreign in own name', jsonb_build_object(owner, who.user_id)
        where owner is not null and who.user_id is not null
        union all
        -- A row of the actor's, in another tenant.
        select 'own in foreign tenant', jsonb_build_object(tenant, f.id)
        from pg_temp.rls_foreign(object, cell, who, condition) as f (id)
        where tenant is not null and f.id is not null and allowed > 0
        union all
        select 'own for a colleague', jsonb_build_object(owner, f.id)
        from pg_temp.rls_colleague(object, who, condition) as f (id)
        where owner is not null and f.id is not null and allowed > 0
        union all
        select 'own without a tenant', jsonb_build_object(tenant, null)
        where tenant is not null and (object ->> 'tenant_nullable')::boolean and allowed > 0
    loop
        probe.form := variant.form;
        statements := pg_temp.rls_inserts(
            object, who.db_role,
            -- What became allowed by the patch is not tried as a foreign row.
            condition, variant.patch, false,
            case when variant.patch = '{}' then kinds end,
            case when variant.patch = '{}' then 4 else 1 end);
        foreach statement in array coalesce(statements, '{}') loop
            if object ->> 'unhook' is null then
                perform pg_temp.rls_add(probe, array[statement]);
            else
                probe.prepares := array[null, object ->> 'unhook'];
                perform pg_temp.rls_add(probe, array[statement, statement]);
            end if;
        end loop;
    end loop;
end
$$;
