-- Result -----------------------------------------------------------------------------------

do $$ begin perform pg_temp.rls_check(); end $$;

select '1..' || count(*) from pg_temp.rls_cells();
select
    case when c.verdict = 'held' then 'ok ' else 'not ok ' end || c.place || ' - '
    || concat_ws(' ', c.actor, c.command, c.object)
    || format(': %s; %s of %s rows; %s probes', c.level, c.inside, c.inside + c.outside, c.probes)
    || coalesce(e'\n#   unproven: ' || c.unproven, '')
    || coalesce((
        select string_agg(
            e'\n#   ' || replace(r.verdict, '_', ' ') || ', ' || p.form || ': '
            || replace(pg_temp.rls_say(p, r), e'\n', ' ') || e'\n#   ' || replace(r.statement, e'\n', ' '), '' order by p.id)
        from rls_probe as p
        join rls_result as r using (id)
        where
            c.verdict <> 'held' and r.verdict <> 'held'
            and p.object = c.object and p.command = c.command and p.actor = c.actor
    ), '')
from pg_temp.rls_cells() as c
order by c.place;

do $$
declare
    failed bigint;
    total bigint;
begin
    select count(*) filter (where verdict <> 'held'), count(*) into failed, total from pg_temp.rls_cells();
    if failed > 0 or total = 0 then
        raise exception 'RLS contract: % of % failed', failed, total;
    end if;
end
$$;
rollback;
