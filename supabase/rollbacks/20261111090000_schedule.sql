-- Takes 20261111090000_schedule back.
do $$
begin
  if to_regclass('cron.job') is not null then
    execute $cron$
      select cron.unschedule(jobname) from cron.job
      where jobname in ('stagecraft-nightly', 'stagecraft-retention')
    $cron$;
  end if;
end
$$;
drop function ops.schedule_jobs();
