-- Breaks one thing after the other, and sees whether a probe notices. Each is undone before the next.
create temp table rls_mutant (
    place bigint primary key,
    status text not null,
    killer integer,
    tried integer not null,
    detail text,
    witness_actor text,
    witness_row text
) on commit drop;

-- A row on which the original and the changed condition differ, for an actor that the policy is for.
create function pg_temp.rls_witness(mutant jsonb, out actor text, out witness text) language plpgsql as $$
declare
    who rls_actor;
begin
    for who in
        select a.* from rls_actor as a
        where not a.bypasses and (mutant -> 'roles' ? 'public' or exists (
            select from jsonb_array_elements_text(mutant -> 'roles') as r
            where r = a.db_role or (to_regrole(r) is not null and pg_has_role(a.db_role, to_regrole(r), 'usage'))))
        order by a.place
    loop
        begin
            perform set_config('request.jwt.claims', who.claims, true);
            execute format('select %2$s::text from %1$s where coalesce((%3$s), false) <> coalesce((%4$s), false) limit 1',
                mutant ->> 'relation', mutant ->> 'row', mutant ->> 'original', mutant ->> 'mutated') into witness;
        exception when others then
            witness := null;
        end;
        if witness is not null then
            actor := who.name;
            exit;
        end if;
    end loop;
    perform set_config('request.jwt.claims', '', true);
end
$$;

create function pg_temp.rls_mutate(mutants jsonb) returns void language plpgsql as $$
declare
    home constant text := current_setting('role');
    one record;
    mutant jsonb;
    statement text;
    probe rls_probe;
    seen record;
    found_witness record;
    result rls_mutant;
    affected text[];
begin
    for one in select n, body from jsonb_array_elements(mutants) with ordinality as m (body, n) loop
        mutant := one.body;
        affected := array(select jsonb_array_elements_text(mutant -> 'affected'));
        result := row(one.n, 'survived', null, 0, null, null, null);
        begin
            for statement in select jsonb_array_elements_text(mutant -> 'ddl') loop
                execute statement;
            end loop;
            -- What was seen to hold before, on what the change can reach.
            for probe in
                select p.* from rls_probe as p join rls_result as r using (id)
                where p.object = any (affected) and r.verdict = 'held'
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
        if result.status = 'survived' and mutant ->> 'original' is not null then
            select * into found_witness from pg_temp.rls_witness(mutant);
            result.witness_actor := found_witness.actor;
            result.witness_row := found_witness.witness;
        end if;
        insert into rls_mutant select (result).*;
    end loop;
end
$$;
