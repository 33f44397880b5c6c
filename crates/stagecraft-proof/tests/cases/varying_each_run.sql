-- equivalent
do $$ begin
    execute format('alter table app.log alter column at set default %L', clock_timestamp());
end $$;
delete from app.lines where quantity = 1;
