set lock_timeout = '2s';
create index concurrently i on t (x);
