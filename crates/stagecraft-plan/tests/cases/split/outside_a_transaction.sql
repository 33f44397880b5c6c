create index concurrently i on t (x);
vacuum t;
reindex (concurrently) table t;
alter table t detach partition p concurrently;
alter system set work_mem = '1MB';
alter type e add value 'x';
refresh materialized view concurrently v;
