-- What all probes of an actor, an object and a command say together: the worst of them.
--
-- What nobody was seen to be allowed is not proven to be allowed to anybody: where the contract
-- allows a command on some rows, and no actor has any, the cells are unproven.
create function pg_temp.rls_cells() returns table (
    place bigint, object text, command text, actor text, level text, verdict text, outcome text,
    inside bigint, outside bigint, probes bigint, unproven text
) language sql stable as $$
    with tried as (
        select
            p.id, p.object, p.command, p.actor, p.level, p.inside, p.outside, r.outcome,
            array_position(array['held', 'unproven', 'not_held'], r.verdict) as badness
        from rls_probe as p
        join rls_result as r using (id)
    ),
    cell as (
        select
            min(t.id) as first, t.object, t.command, t.actor,
            (array_agg(t.level order by t.id))[1] as level,
            max(t.badness) as badness,
            (array_agg(t.outcome order by t.badness desc, t.id))[1] as outcome,
            max(t.inside) as inside,
            max(t.outside) as outside,
            count(*) as probes
        from tried as t
        group by t.object, t.command, t.actor
    ),
    judged as (
        select
            c.*,
            c.badness = 1 and c.command in ('select', 'insert', 'update', 'delete')
            and c.level not in ('none', 'all', 'listed')
            and not bool_or(c.inside > 0) over (partition by c.object, c.command, c.level) as is_unseen
        from cell as c
    )
    select
        row_number() over (order by j.first), j.object, j.command, j.actor, j.level,
        case when j.is_unseen then 'unproven' else (array['held', 'unproven', 'not_held'])[j.badness] end,
        j.outcome, j.inside, j.outside, j.probes,
        case when j.is_unseen then 'no actor has rows of their own here' end
    from judged as j
    order by j.first
$$;

-- What a probe should have seen, and what it saw.
create function pg_temp.rls_say(probe rls_probe, result rls_result) returns text language sql stable as $$
    select format('expected %s, got %s%s',
        case probe.kind
            when 'value' then coalesce(quote_nullable(probe.expected), 'null')
            when 'call' then probe.expected
            when 'insert' then case when probe.inside > 0 then 'it to be let in' else 'it to be refused' end
            when 'still' then 'no row of somebody else to change'
            when 'forbidden' then 'it to be refused'
            else probe.inside || ' of ' || probe.inside + probe.outside || ' rows'
        end,
        case
            when result.outcome = 'value' then coalesce(quote_nullable(result.got), 'null')
            when result.outcome = 'bystanders_changed' then result.got || ', and rows of others changed'
            when probe.kind = 'rows' and split_part(result.got, ' ', 1) = probe.inside::text and result.verdict = 'not_held'
                then 'as many, but others'
            when probe.kind = 'rows' and result.outcome in ('rows', 'zero_rows') then split_part(result.got, ' ', 1) || ' rows'
            when result.outcome in ('rows', 'zero_rows') then result.got
            else replace(result.outcome, '_', ' ')
        end,
        case when result.detail is null then '' else ' (' || result.detail || ')' end)
$$;
