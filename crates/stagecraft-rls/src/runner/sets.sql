-- {user} and {tenants} in a condition become an actor's, as literals.
create function pg_temp.rls_fill(template text, who rls_actor, least_role text) returns text
language plpgsql as $$
begin
    template := replace(template, '{user}', quote_nullable(who.user_id));
    if strpos(template, '{tenants}') > 0 then
        template := replace(template, '{tenants}', format('%L::%s[]',
            (select t.ids from rls_tenants as t where t.actor = who.name and t.role = coalesce(least_role, '')),
            (select p.tenant_type from rls_plan as p)));
    end if;
    return template;
end
$$;

-- Returns the rows of a relation for which a condition is true, and the others: how many, and a
-- digest that says whether they are the same.
create function pg_temp.rls_set(of_relation text, of_condition text, of_row text) returns rls_set
language plpgsql as $$
declare
    found_set rls_set;
begin
    select s.* into found_set from rls_set as s
    where s.relation = of_relation and s.condition = of_condition and s.row_expression = of_row;
    if found then
        return found_set;
    end if;
    execute format(
        'select %1$L, %2$L, %3$L,
            count(*) filter (where is_inside), count(*) filter (where not is_inside),
            coalesce(md5(string_agg(line, chr(10) order by line) filter (where is_inside)), ''''),
            coalesce(md5(string_agg(line, chr(10) order by line) filter (where not is_inside)), '''')
        from (select %3$s as line, coalesce((%2$s), false) as is_inside from %1$s as t) as s',
        of_relation, of_condition, of_row) into found_set;
    insert into rls_set select (found_set).*;
    return found_set;
end
$$;

-- Returns the answer to a query of one text array, looked up once.
create function pg_temp.rls_once(query text) returns text[] language plpgsql as $$
declare
    known_answer text[];
begin
    select k.answer into known_answer from rls_known as k where k.question = md5(query);
    if not found then
        execute query into known_answer;
        insert into rls_known values (md5(query), known_answer);
    end if;
    return known_answer;
end
$$;

-- Returns an expression of a row as far as a role may read it.
create function pg_temp.rls_row(of_relation text, db_role text, columns text[]) returns text
language plpgsql as $$
declare
    readable text;
begin
    if has_table_privilege(db_role, of_relation, 'SELECT') then
        return 't::text';
    end if;
    select string_agg(format('t.%I', c), ', ' order by n) into readable
    from unnest(columns) with ordinality as c (c, n)
    where has_column_privilege(db_role, of_relation, c, 'SELECT');
    return coalesce('row(' || readable || ')::text', 't::text');
end
$$;

-- The same with an actor's claims, by the runner's own rights.
create function pg_temp.rls_set_of(who rls_actor, of_relation text, of_condition text, of_row text) returns rls_set
language plpgsql as $$
declare
    found_set rls_set;
begin
    perform set_config('request.jwt.claims', who.claims, true);
    found_set := pg_temp.rls_set(of_relation, format('%s /* %s */', of_condition, who.place), of_row);
    perform set_config('request.jwt.claims', '', true);
    return found_set;
end
$$;
