-- Takes 20261103090100_signal_partitions back.
-- Facts are kept: they go back to the default partition, then the months go.

do $$
declare
  part record;
begin
  for part in
    select child.relname as name
    from pg_inherits link
    join pg_class child on child.oid = link.inhrelid
    where link.inhparent = 'public.signals'::regclass and child.relname <> 'signals_default'
    order by child.relname
  loop
    execute format('alter table public.signals detach partition partitions.%I', part.name);
    execute format('insert into partitions.signals_default select * from partitions.%I', part.name);
    execute format('drop table partitions.%I', part.name);
  end loop;
end
$$;
drop function ops.add_signal_partitions(date, integer);
