-- Plans of conditions on relations; null where the planner fails or shows too little.
create function pg_temp.stagecraft_plans(relations text[], expressions text[])
returns setof json language plpgsql set search_path = '' set row_security = on as $function$
declare
  plan json;
  -- Nodes that do not show all that they do.
  hides text := '"(Values|Sample|Table Function|Foreign|Custom) Scan"';
begin
  -- Before 17 a SubPlan does not show what it compares with.
  if current_setting('server_version_num')::integer < 170000 then
    hides := hides || '|SubPlan [0-9]';
  end if;
  perform set_config('request.jwt.claims', '{}', true);
  for at in 1 .. cardinality(relations) loop
    plan := null;
    begin
      -- VERBOSE names schemas: relations of one name in two of them differ. What it adds
      -- beside the plan, the query's own identifier, differs between any two.
      execute format(
        'explain (format json, costs off, verbose) select 1 from %s where (%s)',
        relations[at], expressions[at]
      ) into plan;
      plan := plan -> 0 -> 'Plan';
      if plan::text ~ hides then
        plan := null;
      end if;
    exception when others then
      plan := null;
    end;
    return next plan;
  end loop;
end
$function$;
