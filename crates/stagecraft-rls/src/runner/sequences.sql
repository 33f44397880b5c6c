-- Sequences are not transactional, unless they were altered before: what nextval() draws from then
-- is thrown away by the ROLLBACK as well. Those that the runner does not own are left alone.
do $$
declare
    one record;
begin
    for one in
        select s.schemaname, s.sequencename, coalesce(s.last_value + s.increment_by, s.start_value) as next
        from pg_catalog.pg_sequences as s
        where
            s.schemaname !~ '^pg_'
            and pg_catalog.pg_has_role(s.sequenceowner, 'usage')
            and coalesce(s.last_value + s.increment_by, s.start_value) between s.min_value and s.max_value
    loop
        execute format('alter sequence %I.%I restart with %s', one.schemaname, one.sequencename, one.next);
    end loop;
end
$$;
