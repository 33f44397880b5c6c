-- The nightly run: every shop, every job, the day asked for and whatever has to be repeated.

create function ops.run_job(shop uuid, job ops.job, day date) returns ops.job_runs
language plpgsql security definer set search_path = '' as $$
declare
  run ops.job_runs;
  written integer;
begin
  perform ops.lock_shop(shop);
  select * into run from ops.job_runs known
  where known.shop_id = shop and known.job = run_job.job and known.day = run_job.day;
  if run.state = 'succeeded' and not run.stale then
    return null;
  end if;
  insert into ops.job_runs as known (shop_id, job, day, state, started_at)
  values (shop, run_job.job, run_job.day, 'running', clock_timestamp())
  on conflict on constraint job_runs_pkey do update set
    state = 'running', stale = false, attempts = known.attempts + 1, rows_written = null,
    started_at = excluded.started_at, finished_at = null, error = null;
  begin
    written := case run_job.job
      when 'sales' then ops.roll_sales(shop, run_job.day)
      when 'growth' then ops.roll_growth(shop, run_job.day)
      when 'cx' then ops.roll_cx(shop, run_job.day)
      when 'stock' then ops.roll_stock(shop, run_job.day)
    end;
    update ops.job_runs known set state = 'succeeded', rows_written = written, finished_at = clock_timestamp()
    where known.shop_id = shop and known.job = run_job.job and known.day = run_job.day
    returning * into run;
  exception when others then
    update ops.job_runs known set state = 'failed', error = sqlstate || ': ' || sqlerrm, finished_at = clock_timestamp()
    where known.shop_id = shop and known.job = run_job.job and known.day = run_job.day
    returning * into run;
  end;
  return run;
end
$$;
comment on function ops.run_job(uuid, ops.job, date) is
  'Runs and records one job; returns null when it is done already. A failure is recorded, undone and does not stop the others.';
revoke execute on function ops.run_job(uuid, ops.job, date) from public;

create function ops.run_nightly(day date default null, only_shop uuid default null)
returns setof ops.job_runs
language plpgsql security definer set search_path = '' as $$
declare
  shop public.shops;
  target date;
  todo record;
  run ops.job_runs;
begin
  begin
    perform ops.add_signal_partitions(coalesce(run_nightly.day, current_date), 4);
  exception when lock_not_available then
    raise warning 'signals is busy: the months ahead are made by the next run';
  end;
  for shop in
    select * from public.shops
    where archived_at is null and (only_shop is null or id = only_shop)
    order by id
  loop
    target := coalesce(run_nightly.day, (now() at time zone shop.time_zone)::date - 1);
    for todo in
      select known.job, known.day
      from ops.job_runs known
      where known.shop_id = shop.id and (known.stale or known.state <> 'succeeded') and known.day < target
      union
      select job, target from unnest(enum_range(null::ops.job)) job
      order by day, job
    loop
      run := ops.run_job(shop.id, todo.job, todo.day);
      if run.shop_id is not null then
        return next run;
      end if;
    end loop;
  end loop;
end
$$;
comment on function ops.run_nightly(date, uuid) is
  'Rolls up the given day (default: yesterday of each shop) and repeats stale and failed days before it. Returns what it ran: nothing when all is done. Call it per shop to commit per shop.';
revoke execute on function ops.run_nightly(date, uuid) from public;
grant execute on function ops.run_nightly(date, uuid) to service_role;
