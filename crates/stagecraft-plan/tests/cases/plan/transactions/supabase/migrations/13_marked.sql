-- why
-- stagecraft: no-transaction
begin;
select 1;
commit;
create index concurrently i on t (x);
lock table t;
set local lock_timeout = 1;
