-- The publication that Realtime listens to: empty, and `postgres` adds tables to it.

create publication supabase_realtime;
alter publication supabase_realtime owner to postgres;
