-- Makes all probes from the plan.
create function pg_temp.rls_expand() returns void language plpgsql as $$
declare
    object jsonb;
    cell jsonb;
    who rls_actor;
    context text;
begin
    perform pg_temp.rls_expand_session();
    perform pg_temp.rls_expand_privileges();
    perform pg_temp.rls_expand_calls();
    begin
        for object in select o from rls_plan, jsonb_array_elements(body -> 'objects') as o loop
            for cell in select * from jsonb_array_elements(object -> 'cells') loop
                continue when cell ->> 'command' <> 'select' and (select body ->> 'read_only' = 'true' from rls_plan);
                for who in select a.* from rls_actor as a where cell -> 'actors' ? a.name order by a.place loop
                    perform pg_temp.rls_expand_cell(object, cell, who);
                end loop;
            end loop;
        end loop;
    exception when others then
        get stacked diagnostics context = pg_exception_context;
        raise exception using errcode = sqlstate,
            message = format('%s of %s as %s: %s', cell ->> 'command', object ->> 'name', who.name, sqlerrm),
            hint = format('the contract says: %s', cell ->> 'rows'), detail = context;
    end;
end
$$;

-- Tries all probes. What came of them is written down in the end: no actor may touch the runner's tables.
create function pg_temp.rls_check() returns void language plpgsql as $$
begin
    insert into rls_result select * from pg_temp.rls_tried();
end
$$;

create function pg_temp.rls_tried() returns setof rls_result language plpgsql as $$
declare
    home constant text := current_setting('role');
    probe rls_probe;
    seen record;
begin
    for probe in select * from rls_probe order by id loop
        seen := pg_temp.rls_try(probe, home);
        return next row(probe.id, seen.verdict, seen.outcome, seen.got, seen.detail, seen.statement);
    end loop;
end
$$;
