-- Reads the plan: actors, and the tenants that are theirs.
create function pg_temp.rls_load(plan jsonb) returns void language plpgsql as $$
declare
    who rls_actor;
    least record;
    ids text[];
begin
    insert into rls_plan values (plan, plan ->> 'tenant_type');
    insert into rls_actor
    select
        a.n, a.body ->> 'name', a.body ->> 'role', a.body ->> 'claims', a.body ->> 'user',
        case when jsonb_typeof(a.body -> 'tenants') = 'array'
            then array(select jsonb_array_elements_text(a.body -> 'tenants')) end,
        (select r.rolsuper or r.rolbypassrls from pg_catalog.pg_roles as r where r.rolname = a.body ->> 'role')
    from jsonb_array_elements(plan -> 'actors') with ordinality as a (body, n);

    for who in select * from rls_actor order by place loop
        for least in select key as role, value as query from jsonb_each_text(plan -> 'tenants_of') loop
            if who.given is not null then
                ids := who.given;
            elsif least.query is null or who.user_id is null then
                ids := '{}';
            else
                execute format('select coalesce(array_agg(x::text order by x::text), ''{}'') from (%s) as s (x)',
                    replace(least.query, '{user}', quote_literal(who.user_id))) into ids;
            end if;
            insert into rls_tenants values (who.name, least.role, ids);
        end loop;
    end loop;
end
$$;
