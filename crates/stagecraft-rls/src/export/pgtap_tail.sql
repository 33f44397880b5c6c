-- Result -----------------------------------------------------------------------------------

do $$ begin perform pg_temp.rls_check(); end $$;

select extensions.plan(count(*)::integer) from pg_temp.rls_cells();
select
    extensions.ok(c.verdict = 'held', concat_ws(' ', c.actor, c.command, c.object, '(' || c.level || ')'))
    || coalesce((
        select string_agg(e'\n# ' || p.form || ': ' || replace(pg_temp.rls_say(p, r), e'\n', ' '), '' order by p.id)
        from rls_probe as p
        join rls_result as r using (id)
        where
            c.verdict <> 'held' and r.verdict <> 'held'
            and p.object = c.object and p.command = c.command and p.actor = c.actor
    ), '')
from pg_temp.rls_cells() as c
order by c.place;
select * from extensions.finish();
rollback;
