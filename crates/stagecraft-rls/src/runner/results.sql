-- What came of all probes, as one JSON value.
select json_build_object(
    'probes', (select count(*) from rls_probe),
    'cells', coalesce((
        select json_agg(json_build_object(
            'object', c.object,
            'command', c.command,
            'actor', c.actor,
            'level', c.level,
            'verdict', c.verdict,
            'outcome', c.outcome,
            'inside', c.inside,
            'outside', c.outside,
            'probes', c.probes,
            'unproven', c.unproven,
            'failed', case when c.verdict = 'held' then '[]' else (
                select coalesce(json_agg(json_build_object(
                    'form', p.form,
                    'verdict', r.verdict,
                    'outcome', r.outcome,
                    'said', pg_temp.rls_say(p, r),
                    'statement', r.statement,
                    'prepare', p.prepares[array_position(p.statements, r.statement)],
                    'role', p.db_role,
                    'claims', p.claims
                ) order by p.id), '[]')
                from rls_probe as p
                join rls_result as r using (id)
                where p.object = c.object and p.command = c.command and p.actor = c.actor and r.verdict <> 'held'
            ) end
        ) order by c.place)
        from pg_temp.rls_cells() as c
    ), '[]')
)
