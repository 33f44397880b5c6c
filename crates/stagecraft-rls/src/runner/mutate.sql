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
begin
    for one in select place as n, body from rls_break order by place loop
        mutant := one.body;
        affected := array(select jsonb_array_elements_text(mutant -> 'affected'));
        result := row(one.n, 'survived', null, 0, null);
        begin
            for statement in select jsonb_array_elements_text(mutant -> 'ddl') loop
                execute statement;
            end loop;
            -- What was seen to hold before, on what the change can reach.
            for probe in
                select p.* from rls_probe as p join rls_result as r using (id)
                where p.object = any (affected) and r.verdict = 'held'
                    and (mutant ->> 'command' is null or p.object <> affected[1] or p.command = mutant ->> 'command')
                order by array_position(affected, p.object), p.rank, p.id
            loop
                result.tried := result.tried + 1;
                select * into seen from pg_temp.rls_try(probe, home);
                if seen.verdict = 'not_held' then
                    result.status := 'killed';
                    result.killer := probe.id;
                    result.detail := seen.outcome;
                    exit;
                end if;
            end loop;
            raise exception using errcode = 'ZZ002';
        exception
            when sqlstate 'ZZ002' then null;
            when others then
                result.status := 'stillborn';
                result.detail := sqlerrm;
        end;
        insert into rls_mutant select (result).*;
    end loop;
end
$$;
