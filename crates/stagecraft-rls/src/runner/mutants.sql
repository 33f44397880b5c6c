-- What came of all mutants, as one JSON value, in the order in which they were given.
select coalesce(json_agg(json_build_object(
    'status', m.status,
    'killer', case when m.killer is not null then (
        select format('%s %s %s, %s', p.actor, p.command, p.object, p.form) from rls_probe as p where p.id = m.killer
    ) end,
    'tried', m.tried,
    'detail', m.detail
) order by m.place), '[]')
from rls_mutant as m
