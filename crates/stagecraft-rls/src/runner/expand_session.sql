-- Before anything is believed: every actor is who it should be, and policies hold for it.
create function pg_temp.rls_expand_session() returns void language plpgsql as $$
declare
    plan jsonb := (select body from rls_plan);
    who rls_actor;
    statement text;
begin
    for who in select * from rls_actor order by place loop
        insert into rls_probe (object, command, actor, form, level, db_role, claims, statements, kind, expected)
        values ('(session)', 'session', who.name, 'role', who.db_role, who.db_role, who.claims,
            array['select current_user'], 'value', who.db_role);
        if plan ->> 'identity' is not null then
            insert into rls_probe (object, command, actor, form, level, db_role, claims, statements, kind, expected)
            -- By the runner with the actor's claims: helpers of policies need not be callable by name.
            values ('(session)', 'session', who.name, 'user', coalesce(who.user_id, 'nobody'), current_user, who.claims,
                array[format('select %s', plan ->> 'identity')], 'value', who.user_id);
        end if;
        if plan ->> 'echo' is not null and not who.bypasses and who.user_id is not null then
            statement := format('select array(select x::text from unnest(array[]::%2$s[] || (%1$s)) as x where x is not null order by 1)::text',
                plan ->> 'echo', plan ->> 'tenant_type');
            insert into rls_probe (object, command, actor, form, level, db_role, claims, statements, kind, expected)
            select '(session)', 'session', who.name, 'tenants', array_to_string(t.ids, ' '), current_user, who.claims,
                array[statement], 'value', t.ids::text
            from rls_tenants as t where t.actor = who.name and t.role = '';
        end if;
        insert into rls_probe (object, command, actor, form, level, db_role, claims, statements, kind, expected)
        select '(session)', 'session', who.name, 'policies hold', (not who.bypasses)::text, who.db_role, who.claims,
            array[format('select row_security_active(%s)', min(c.oid::bigint))], 'value', (not who.bypasses)::text
        from jsonb_array_elements(plan -> 'objects') as o
        join pg_catalog.pg_class as c on c.oid = to_regclass(o ->> 'name')
        where c.relrowsecurity
        having count(*) > 0;
    end loop;
end
$$;
