-- Months of signals: made ahead of time, and filled from the default partition when facts came first.

create function ops.add_signal_partitions(first_day date, months integer) returns integer
language plpgsql security definer set search_path = '' set lock_timeout = '2s' as $$
declare
  month date;
  part text;
  added integer := 0;
begin
  if not exists (
    select from generate_series(0, months - 1) step
    where to_regclass('partitions.signals_' || to_char(
      date_trunc('month', first_day) + make_interval(months => step), 'YYYY_MM')) is null
  ) then
    return 0;
  end if;
  -- Two callers at once take turns; the second finds nothing to do.
  perform pg_advisory_xact_lock(hashtext('ops.add_signal_partitions'));
  for step in 0 .. months - 1 loop
    month := (date_trunc('month', first_day) + make_interval(months => step))::date;
    part := 'signals_' || to_char(month, 'YYYY_MM');
    continue when to_regclass(format('partitions.%I', part)) is not null;
    execute format(
      'create table partitions.%I (like public.signals including defaults including constraints)', part);
    execute format(
      'with moved as (
         delete from partitions.signals_default
         where occurred_at >= %1$L and occurred_at < %2$L returning *
       )
       insert into partitions.%3$I select * from moved',
      month::timestamp at time zone 'UTC',
      (month + interval '1 month') at time zone 'UTC',
      part);
    execute format(
      'alter table public.signals attach partition partitions.%I for values from (%L) to (%L)',
      part,
      month::timestamp at time zone 'UTC',
      (month + interval '1 month') at time zone 'UTC');
    execute format('alter table partitions.%I enable row level security', part);
    execute format('comment on table partitions.%I is %L', part, 'Signals of ' || to_char(month, 'YYYY-MM') || ', UTC.');
    added := added + 1;
  end loop;
  return added;
end
$$;
comment on function ops.add_signal_partitions(date, integer) is
  'Makes the partition of the month of first_day and of those after it. Readers and writers of signals go on; the default partition, normally empty, is locked and scanned. Gives up after two seconds of waiting.';
revoke execute on function ops.add_signal_partitions(date, integer) from public;
grant execute on function ops.add_signal_partitions(date, integer) to service_role;

-- Fixed months, so that every database gets the same ones; the nightly job adds what follows.
select ops.add_signal_partitions('2026-01-01', 24);
