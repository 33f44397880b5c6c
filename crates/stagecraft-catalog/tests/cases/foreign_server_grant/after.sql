grant usage on foreign server north to anon;
alter server north owner to postgres;
