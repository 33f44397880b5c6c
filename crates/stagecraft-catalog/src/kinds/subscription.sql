-- Subscriptions of this database, without how they connect. Which columns the
-- catalog has depends on the version: a name that it lacks is found among the
-- absent ones.
select
    s.oid,
    0 as part,
    s.subname as name,
    pg_catalog.pg_get_userbyid(s.subowner) as owner,
    s.subenabled as enabled,
    array(select p.name from unnest(s.subpublications) as p (name) order by p.name collate "C")
        as publications,
    s.subslotname as slot,
    s.subsynccommit as synchronous_commit,
    s.subbinary as binary,
    case s.streaming when 'true' then 'on' when 't' then 'on' when 'p' then 'parallel' end
        as streaming,
    s.subtwophasestate <> 'd' as two_phase,
    s.subdisableonerr as disable_on_error,
    not s.subpasswordrequired as trusted,
    s.subrunasowner as run_as_owner,
    s.suborigin as origin,
    s.subfailover as failover,
    pg_catalog.obj_description(s.oid, 'pg_subscription') as comment
from (
    select
        true as subpasswordrequired,
        false as subrunasowner,
        null::text as suborigin,
        false as subfailover
) as absent
cross join lateral (
    select
        oid, subname, subowner, subdbid, subenabled, subpublications, subslotname,
        subsynccommit, subbinary, substream::text as streaming, subtwophasestate,
        subdisableonerr, subpasswordrequired, subrunasowner, suborigin, subfailover
    from pg_catalog.pg_subscription
) as s
where s.subdbid = (
    select d.oid from pg_catalog.pg_database as d
    where d.datname = pg_catalog.current_database()
)
