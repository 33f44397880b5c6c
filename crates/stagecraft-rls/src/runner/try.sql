-- Runs one probe as its actor and undoes it. Alternatives are tried until one decides.
--
--   held       it was seen to be as the contract says
--   not_held   it was seen to be otherwise
--   unproven   nothing that was tried decides it
create function pg_temp.rls_try(
    probe rls_probe, home text,
    out verdict text, out outcome text, out got text, out detail text, out statement text
) language plpgsql as $$
declare
    touched bigint;
    value text;
    after text;
    code text;
    context text;
    type_name text;
    constraint_hit text;
    is_prepared boolean;
    is_inner boolean;
    is_set text;
begin
    for n in 1 .. cardinality(probe.statements) loop
        statement := probe.statements[n];
        code := null;
        value := null;
        touched := null;
        after := probe.before;
        is_prepared := false;
        begin
            if probe.prepares[n] is not null then
                execute probe.prepares[n];
            end if;
            is_prepared := true;
            if probe.db_role is not null then
                -- An assignment is evaluated without a plan being run, as PERFORM would.
                is_set := set_config('request.jwt.claims', probe.claims, true);
                is_set := set_config('role', probe.db_role, true);
            end if;
            if probe.kind in ('rows', 'value', 'call') then
                execute statement into value;
            else
                execute statement;
                get diagnostics touched = row_count;
                if touched > 0 and probe.after_sql is not null then
                    is_set := set_config('role', home, true);
                    execute probe.after_sql into after;
                end if;
            end if;
            raise exception using errcode = 'ZZ001';
        exception
            when sqlstate 'ZZ001' then null;
            when others then
                get stacked diagnostics
                    code = returned_sqlstate, detail = message_text, context = pg_exception_context,
                    type_name = pg_datatype_name, constraint_hit = constraint_name;
        end;

        -- Whether a function of somebody else's was running: the innermost comes first.
        is_inner := code is not null
            and strpos(context, 'PL/pgSQL function') < strpos(context, 'PL/pgSQL function pg_temp');
        if code in ('40001', '40P01', '55P03') or code like '53%' then
            raise exception using errcode = code, message = detail;
        end if;

        -- What happened.
        outcome := case
            when not is_prepared then 'bad_probe'
            when code is null and probe.kind in ('value', 'call') then 'value'
            when code is null and probe.kind = 'rows' then case when value like '0 %' then 'zero_rows' else 'rows' end
            when code is null and touched = 0 then 'zero_rows'
            when code is null and after is distinct from probe.before then 'bystanders_changed'
            when code is null then 'rows'
            when code = '42501' and detail ~ 'row-level security' then 'rls_rejected'
            when code = '42501' and is_inner then 'privilege_inner'
            when code = '42501' then 'no_privilege'
            when code = '42P17' then 'policy_recursion'
            when is_inner then 'trigger_error'
            when type_name <> '' or (code = '23514' and constraint_hit = '') then 'pre_rls_constraint'
            when code in ('23502', '23503', '23505', '23514', '23P01', '23001') then 'admitted_then_constraint'
            when code = '55000' then 'not_updatable'
            else 'policy_error'
        end;
        got := coalesce(value, case when touched is null then code else touched || ' rows' end);

        -- A statement that the runner itself can't run says nothing about policies.
        if outcome = 'policy_error' and probe.kind not in ('value', 'call') then
            begin
                if probe.prepares[n] is not null then
                    execute probe.prepares[n];
                end if;
                execute statement;
                raise exception using errcode = 'ZZ001';
            exception
                when sqlstate 'ZZ001' then null;
                when others then
                    if sqlstate = code then
                        outcome := 'bad_probe';
                    end if;
            end;
        end if;

        -- Whether that is as the contract says.
        verdict := case
            when probe.kind = 'call' and code is not null
                then case when probe.inside = 0 and code <> '42P17' then 'held' else 'not_held' end
            when outcome in ('policy_recursion', 'policy_error') then 'not_held'
            when probe.kind in ('value', 'call') then
                case when value is not distinct from probe.expected then 'held' else 'not_held' end
            when probe.kind = 'rows' then case
                when outcome in ('no_privilege', 'privilege_inner', 'rls_rejected', 'trigger_error')
                    then case when probe.inside = 0 then 'held' else 'not_held' end
                when outcome = 'bad_probe' then 'unproven'
                when value is distinct from probe.expected then 'not_held'
                when probe.outside = 0 and (probe.inside = 0 or not probe.is_open) then 'unproven'
                else 'held'
            end
            when outcome in ('bad_probe', 'pre_rls_constraint') then 'unproven'
            when outcome in ('no_privilege', 'privilege_inner', 'rls_rejected', 'not_updatable')
                then case
                    when probe.kind in ('still', 'forbidden') or probe.inside = 0 then 'held'
                    else 'not_held'
                end
            -- A trigger is no policy: where rows are written, it is tried again without it.
            when outcome = 'trigger_error'
                then case when probe.kind in ('still', 'forbidden') then 'held' else 'unproven' end
            when outcome = 'bystanders_changed' then 'not_held'
            when probe.kind = 'still'
                then case when outcome = 'admitted_then_constraint' then 'unproven' else 'held' end
            when probe.kind = 'forbidden'
                then case when outcome = 'zero_rows' then 'held' else 'not_held' end
            when probe.kind = 'insert' and outcome = 'zero_rows'
                then case when probe.inside = 0 then 'held' else 'unproven' end
            when probe.kind = 'insert'
                then case when probe.inside > 0 then 'held' else 'not_held' end
            when outcome = 'zero_rows'
                then case
                    when probe.inside > 0 then 'not_held'
                    when probe.outside = 0 then 'unproven'
                    else 'held'
                end
            when probe.inside = 0 then 'not_held'
            when outcome = 'admitted_then_constraint'
                then case when probe.outside = 0 then 'held' else 'unproven' end
            when touched <> probe.inside then 'not_held'
            when probe.outside = 0 and not probe.is_open then 'unproven'
            else 'held'
        end;
        exit when verdict <> 'unproven';
    end loop;
end
$$;
