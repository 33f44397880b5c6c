create index concurrently i on t (x);
