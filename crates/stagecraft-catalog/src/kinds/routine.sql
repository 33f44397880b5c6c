-- Functions, procedures, aggregates and window functions that no extension owns.
select
    p.oid,
    0 as part,
    n.nspname as schema,
    p.proname as name,
    pg_catalog.oidvectortypes(p.proargtypes) as signature,
    p.prokind as kind,
    pg_catalog.pg_get_userbyid(p.proowner) as owner,
    pg_catalog.pg_get_function_arguments(p.oid) as arguments,
    pg_catalog.pg_get_function_result(p.oid) as result,
    l.lanname as language,
    p.provolatile as volatility,
    p.proparallel as parallel,
    p.prosecdef as security_definer,
    p.proisstrict as strict,
    p.proleakproof as leakproof,
    p.procost::text::float8 as cost,
    p.prorows::text::float8 as rows,
    case when p.prosupport <> 0 then p.prosupport::pg_catalog.regproc::text end as support,
    p.proconfig as settings,
    case
        when p.protrftypes is not null
            then array(
                select pg_catalog.format_type(u.transform, null)
                from unnest(p.protrftypes) as u (transform)
            )
    end as transforms,
    case when p.prosqlbody is null and p.prokind <> 'a' then p.prosrc end as body,
    case when p.prosqlbody is not null then pg_catalog.pg_get_function_sqlbody(p.oid) end
        as sql_body,
    p.probin as library,
    case
        when p.prokind = 'a'
            then (
                select
                    json_build_object(
                        'kind', a.aggkind,
                        'direct_arguments', a.aggnumdirectargs,
                        'transition', a.aggtransfn::pg_catalog.regproc::text,
                        'final', nullif(a.aggfinalfn::pg_catalog.regproc::text, '-'),
                        'combine', nullif(a.aggcombinefn::pg_catalog.regproc::text, '-'),
                        'serialize', nullif(a.aggserialfn::pg_catalog.regproc::text, '-'),
                        'deserialize', nullif(a.aggdeserialfn::pg_catalog.regproc::text, '-'),
                        'moving_transition', nullif(a.aggmtransfn::pg_catalog.regproc::text, '-'),
                        'moving_inverse', nullif(a.aggminvtransfn::pg_catalog.regproc::text, '-'),
                        'moving_final', nullif(a.aggmfinalfn::pg_catalog.regproc::text, '-'),
                        'final_extra', a.aggfinalextra,
                        'moving_final_extra', a.aggmfinalextra,
                        'final_modify', a.aggfinalmodify,
                        'moving_final_modify', a.aggmfinalmodify,
                        'sort_operator', nullif(a.aggsortop::pg_catalog.regoperator::text, '0'),
                        'state_type', pg_catalog.format_type(a.aggtranstype, null),
                        'state_size', a.aggtransspace,
                        'moving_state_type',
                        case
                            when a.aggmtranstype <> 0
                                then pg_catalog.format_type(a.aggmtranstype, null)
                        end,
                        'moving_state_size', a.aggmtransspace,
                        'initial', a.agginitval,
                        'moving_initial', a.aggminitval
                    )
                from pg_catalog.pg_aggregate as a
                where a.aggfnoid = p.oid
            )
    end as aggregate,
    coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))::text[] as acl,
    d.description as comment
from pg_catalog.pg_proc as p
join namespace as n on n.oid = p.pronamespace
join pg_catalog.pg_language as l on l.oid = p.prolang
left join pg_catalog.pg_description as d
    on d.objoid = p.oid and d.classoid = 'pg_catalog.pg_proc'::regclass and d.objsubid = 0
where not exists (
    select from pg_catalog.pg_depend as e
    where e.classid = 'pg_catalog.pg_proc'::regclass
        and e.objid = p.oid and e.deptype in ('e', 'i')
)
-- only: p.oid
