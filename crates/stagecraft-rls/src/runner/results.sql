-- What came of all probes, as one JSON value.
select coalesce(json_agg(json_build_object(
    'id', p.id,
    'object', p.object,
    'command', p.command,
    'form', p.form,
    'actor', p.actor,
    'level', p.level,
    'verdict', r.verdict,
    'outcome', r.outcome,
    'inside', p.inside,
    'outside', p.outside,
    'got', case when p.kind = 'rows' then split_part(r.got, ' ', 1) || case when r.got like '% %' then ' rows' else '' end else r.got end,
    'expected', case when p.kind in ('value', 'call') then p.expected end,
    'detail', r.detail,
    'statement', case when r.verdict <> 'held' then r.statement end,
    'prepare', case when r.verdict <> 'held' then p.prepares[array_position(p.statements, r.statement)] end
) order by p.id), '[]')
from rls_result as r
join rls_probe as p using (id)
