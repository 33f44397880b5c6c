-- lossy
do $$ begin
    execute format('create table app.%I (id int)', 'drawn_' || random());
end $$;
delete from app.lines where quantity = 1;
