-- exact
do $$
declare r record;
begin
    for r in select id from app.orders loop
        execute format('update app.orders set total = total - 1 where id = %s', r.id);
    end loop;
end $$;
