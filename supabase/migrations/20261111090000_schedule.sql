-- The schedule, where pg_cron is installed; elsewhere the same two commands are run from outside.
-- Each commits as it goes, so a night that is cut short continues where it stopped.

create function ops.schedule_jobs() returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if to_regprocedure('cron.schedule(text,text,text)') is null then
    return false;
  end if;
  execute $cron$
    select cron.schedule('stagecraft-nightly', '15 * * * *', $job$
      do $do$ declare shop uuid; begin
        for shop in select id from public.shops order by id loop
          perform ops.run_nightly(null, shop);
          commit;
        end loop;
      end $do$
    $job$),
    cron.schedule('stagecraft-retention', '40 3 * * *', $job$
      do $do$ declare relation text; begin
        for relation in select known.relation from ops.retention_policies known where keep is not null order by 1 loop
          while ops.purge_batch(relation) > 0 loop
            commit;
          end loop;
        end loop;
      end $do$
    $job$)
  $cron$;
  return true;
end
$$;
comment on function ops.schedule_jobs() is
  'Registers the jobs with pg_cron; false without it. Run it once after enabling pg_cron later. Hourly, as midnight passes shop by shop; a closed day costs one look.';
revoke execute on function ops.schedule_jobs() from public;

select ops.schedule_jobs();
