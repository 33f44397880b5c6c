-- Every way to break one policy, grant or view of the applied data layer: kind, relation, statement.
with policy as (
  select
    c.relname as relation, p.polname as name,
    pg_get_expr(p.polqual, p.polrelid) as reads,
    pg_get_expr(p.polwithcheck, p.polrelid) as writes
  from pg_policy p join pg_class c on c.oid = p.polrelid
  where c.relnamespace = 'public'::regnamespace
), shifted as (
  -- The role that a policy asks for, one step down or up; the order keeps each from moving twice.
  select
    shift.kind, policy.relation, policy.name,
    replace(replace(replace(policy.reads, a, b), c, d), e, f) as reads,
    replace(replace(replace(policy.writes, a, b), c, d), e, f) as writes
  from policy cross join (values
    ('role widened', '''operator''', '''viewer''', '''reviewer''', '''operator''', '''manager''', '''reviewer'''),
    ('role narrowed', '''reviewer''', '''manager''', '''operator''', '''reviewer''', '''viewer''', '''operator''')
  ) shift (kind, a, b, c, d, e, f)
  where concat(policy.reads, policy.writes) ~ any (array[a, c, e])
), known as (
  select c.oid, c.relname as relation, c.relkind, c.relnamespace = 'public'::regnamespace as is_public
  from pg_class c
  where c.relkind in ('r', 'p', 'v')
    and c.relnamespace = any (array['public', 'private', 'ops', 'partitions']::regnamespace[])
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
), mutant (kind, relation, statement) as (
  select 'policy dropped', relation, format('drop policy %I on public.%I', name, relation) from policy
  union all
  select 'using true', relation, format('alter policy %I on public.%I using (true)', name, relation)
  from policy where reads is not null
  union all
  select 'check true', relation, format('alter policy %I on public.%I with check (true)', name, relation)
  from policy where writes is not null
  union all
  select 'both true', relation, format('alter policy %I on public.%I using (true) with check (true)', name, relation)
  from policy where reads is not null and writes is not null
  union all
  select 'using false', relation, format('alter policy %I on public.%I using (false)', name, relation)
  from policy where reads is not null
  union all
  select kind, relation, concat_ws(' ',
    format('alter policy %I on public.%I', name, relation),
    'using (' || reads || ')', 'with check (' || writes || ')')
  from shifted
  union all
  select 'rls off', relation, format('alter table %s disable row level security', oid::regclass)
  from known where relkind in ('r', 'p')
  union all
  select 'view of its owner', relation, format('alter view %s set (security_invoker = false)', oid::regclass)
  from known where relkind = 'v' and is_public
  union all
  select 'grant to anon', relation, format('grant select on %s to anon', oid::regclass)
  from known where is_public
  union all
  select 'grant of ' || lower(command), relation, format('grant %s on %s to authenticated', command, oid::regclass)
  from known cross join unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) command
  where relkind in ('r', 'p') and is_public
    and not has_table_privilege('authenticated', oid, command)
    and not (command = 'INSERT' and has_any_column_privilege('authenticated', oid, command))
  union all
  select 'revoke', relation, format('revoke %s on %s from authenticated', command, oid::regclass)
  from known cross join unnest(array['SELECT', 'INSERT', 'DELETE']) command
  where is_public and has_table_privilege('authenticated', oid, command)
)
select kind, relation::text, statement from mutant order by relation, kind, statement
