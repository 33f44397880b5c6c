-- Takes the CHECKs out of what seed_peers.sql makes.
do $$
declare
    it record;
begin
    for it in
        select conrelid::regclass as place, conname
        from pg_constraint
        where contype = 'c' and connamespace = 'public'::regnamespace
    loop
        execute format('alter table %s drop constraint %I', it.place, it.conname);
    end loop;
end
$$;
