-- equivalent
do $$ begin
    execute format('create view app.drawn as select %L::float8 as it', random());
end $$;
