-- Plans of statements that are never run, one JSON value for each that is asked:
-- {"plan": …, "version": …}, {"sqlstate": …, "message": …}, or {"empty": true}.
--
-- What it sets holds until it returns. Index scans, joins by nested loop of a
-- partition, and parallel workers are out of the way, so that a plan shows the
-- condition and not what costs the least.
create function pg_temp.stagecraft_plans(asked jsonb) returns setof jsonb
language plpgsql
set search_path = ''
set row_security = off
set lock_timeout = '3s'
set enable_indexscan = off
set enable_indexonlyscan = off
set enable_bitmapscan = off
set enable_partition_pruning = off
set constraint_exclusion = off
set max_parallel_workers_per_gather = 0
set jit = off
as $function$
declare
    item jsonb;
    answer jsonb;
    plan json;
    statement text;
    kind "char";
    version constant integer := current_setting('server_version_num');
    role constant text := current_setting('role');
    -- Only a superuser may attach these to a function.
    parameters constant text[] := array[
        'request.jwt.claims', 'request.jwt.claim', 'request.jwt.claim.sub', 'request.jwt.claim.role',
        'request.jwt.claim.email'
    ];
    before constant text[] := array(
        select coalesce(current_setting(p.name, true), '') from unnest(parameters) with ordinality as p (name, n)
        order by p.n
    );
begin
    for i in 1 .. array_length(parameters, 1) loop
        perform set_config(parameters[i], case i when 1 then '{claims}' else '' end, true);
    end loop;
    for item in select value from jsonb_array_elements(asked) loop
        begin
            -- Planning calls STABLE functions: none of them may write.
            perform set_config('transaction_read_only', 'on', true);
            statement := item ->> 'statement';
            kind := null;
            if statement is null then
                select c.relkind into kind from pg_catalog.pg_class as c
                where c.oid = (item ->> 'relation')::regclass;
                statement := format(
                    'select 1 from %s where (%s)', item ->> 'relation', item ->> 'expression'
                );
            end if;
            if item ? 'role' then
                perform set_config('row_security', 'on', true);
                perform set_config('role', item ->> 'role', true);
            end if;
            execute 'explain (format json, costs off, verbose) ' || statement into plan;
            answer := jsonb_build_object('plan', plan -> 0 -> 'Plan', 'version', version);
            -- Without a partition every condition is false.
            if kind = 'p' and not exists (
                select from pg_catalog.pg_partition_tree((item ->> 'relation')::regclass) as t where t.isleaf
            ) then
                answer := jsonb_build_object('empty', true);
            end if;
        exception when others then
            answer := jsonb_build_object('sqlstate', sqlstate, 'message', sqlerrm);
        end;
        if item ? 'role' then
            perform set_config('row_security', 'off', true);
            perform set_config('role', role, true);
        end if;
        return next answer;
    end loop;
    for i in 1 .. array_length(parameters, 1) loop
        perform set_config(parameters[i], before[i], true);
    end loop;
end
$function$
