-- Breaks one thing after the other, and sees whether a probe notices. Each is undone before the next.
create temp table rls_mutant (
    place bigint primary key,
    status text not null,
    killer integer,
    tried integer not null,
    detail text
) on commit drop;

-- Told apart from the call: every error that a probe meets carries the text of its callers.
create temp table rls_break (place bigint generated always as identity, body jsonb not null) on commit drop;

create function pg_temp.rls_mutate() returns void language plpgsql as $$
declare
    home constant text := current_setting('role');
    one record;
    mutant jsonb;
    statement text;
    probe rls_probe;
    seen record;
    result rls_mutant;
    affected text[];
    reached_object text;
    killers integer[] := '{}';
begin
    create index on rls_probe (object);
    analyze rls_probe, rls_result;
    for one in select place as n, body from rls_break order by place loop
        mutant := one.body;
        affected := array(select jsonb_array_elements_text(mutant -> 'affected'));
        result := row(one.n, 'survived', null, 0, null);
        begin
            for statement in select jsonb_array_elements_text(mutant -> 'ddl') loop
                execute statement;
            end loop;
            -- What was seen to hold before, on what the change can reach.
            <<reached>>
            foreach reached_object in array affected loop
                for probe in
                    select p.* from rls_probe as p join rls_result as r using (id)
                    where p.object = reached_object and r.verdict = 'held'
                        and (mutant ->> 'command' is null or p.object <> affected[1] or p.command = mutant ->> 'command')
                    -- What noticed the last faults notices the next one soonest.
                    order by array_position(killers, p.id), p.rank, p.id
                loop
                    result.tried := result.tried + 1;
                    seen := pg_temp.rls_try(probe, home);
                    if seen.verdict = 'not_held' then
                        result.status := 'killed';
                        result.killer := probe.id;
                        result.detail := seen.outcome;
                        exit reached;
                    end if;
                end loop;
            end loop;
            raise exception using errcode = 'ZZ002';
        exception
            when sqlstate 'ZZ002' then null;
            when others then
                result.status := 'stillborn';
                result.detail := sqlerrm;
        end;
        if result.killer is not null then
            killers := result.killer || array_remove(killers, result.killer);
        end if;
        insert into rls_mutant select (result).*;
    end loop;
end
$$;
