-- Retention from outside, where pg_cron is not installed: one transaction per batch.
do $$
declare
  relation text;
begin
  for relation in select known.relation from ops.retention_policies known where keep is not null order by 1 loop
    while ops.purge_batch(relation) > 0 loop
      commit;
    end loop;
  end loop;
end
$$;
