-- Applying retention: one batch per call, so that the caller can commit between batches.
-- Whole months of signals are dropped as partitions; everything else is deleted by key.

create function ops.record_purge(relation text, cutoff timestamptz, per_shop jsonb, detail text)
returns integer
language plpgsql set search_path = '' as $$
declare
  total integer := (select coalesce(sum(value::integer), 0) from jsonb_each_text(per_shop));
begin
  if total > 0 then
    insert into ops.retention_runs (relation, cutoff, rows_deleted, detail)
    values (record_purge.relation, record_purge.cutoff, total, record_purge.detail);
    perform private.audit_append(
      key::uuid, 'purge', split_part(record_purge.relation, '.', 2),
      jsonb_build_object('older_than', extract(epoch from record_purge.cutoff)::bigint),
      null, jsonb_build_object('rows', value::integer))
    from jsonb_each_text(per_shop) order by key;
  end if;
  return total;
end
$$;
comment on function ops.record_purge(text, timestamptz, jsonb, text) is 'One line in retention_runs, one link in the chain of every shop that lost rows.';
revoke execute on function ops.record_purge(text, timestamptz, jsonb, text) from public;

create function ops.drop_signal_partition(cutoff timestamptz) returns integer
-- Better late than in the way: gives up when the table is busy, and the next night tries again.
language plpgsql set search_path = '' set lock_timeout = '2s' as $$
declare
  part text;
  per_shop jsonb;
begin
  -- The oldest month that ended before the cutoff. Names sort by month.
  select child.relname into part
  from pg_inherits link
  join pg_class child on child.oid = link.inhrelid
  where link.inhparent = 'public.signals'::regclass
    and child.relname ~ '^signals_\d{4}_\d{2}$'
    and (to_date(right(child.relname, 7), 'YYYY_MM') + interval '1 month') at time zone 'UTC' <= cutoff
  order by child.relname limit 1;
  if part is null then
    return null;
  end if;
  execute format(
    'select coalesce(jsonb_object_agg(shop_id, facts), ''{}'')
     from (select shop_id, count(*) as facts from partitions.%I group by shop_id) counted', part)
    into per_shop;
  execute format('alter table public.signals detach partition partitions.%I', part);
  execute format('drop table partitions.%I', part);
  return ops.record_purge('public.signals', cutoff, per_shop, 'partition ' || part);
end
$$;
comment on function ops.drop_signal_partition(timestamptz) is 'Drops one month; null when none is old enough.';
revoke execute on function ops.drop_signal_partition(timestamptz) from public;

create function ops.purge_batch(relation text, as_of timestamptz default now()) returns integer
language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  policy ops.retention_policies;
  cutoff timestamptz;
  per_shop jsonb;
  dropped integer;
  source text;
begin
  select * into policy from ops.retention_policies known where known.relation = purge_batch.relation;
  if policy.relation is null then
    raise exception 'no retention policy for %', purge_batch.relation using errcode = 'undefined_object';
  elsif policy.keep is null then
    return 0;
  end if;
  -- Two purges of one table take turns instead of waiting on each other's rows.
  perform pg_advisory_xact_lock(hashtext('ops.purge'), hashtext(policy.relation));
  cutoff := date_trunc('day', as_of, 'UTC') - policy.keep;
  source := policy.relation;
  if policy.relation = 'public.signals' then
    dropped := ops.drop_signal_partition(cutoff);
    if dropped is not null then
      return greatest(dropped, 1);
    end if;
    source := 'partitions.signals_default';
  end if;
  execute format(
    'with gone as (
       delete from %1$s
       where ctid = any (array(select ctid from %1$s where %2$I < $1 limit $2))
       returning shop_id
     )
     select coalesce(jsonb_object_agg(shop_id, rows), ''{}'')
     from (select shop_id, count(*) as rows from gone group by shop_id) counted',
    source, policy.age_column)
    into per_shop using cutoff, policy.batch_rows;
  return ops.record_purge(policy.relation, cutoff, per_shop, null);
end
$$;
comment on function ops.purge_batch(text, timestamptz) is
  'Deletes one batch of what a policy no longer keeps; 0 when nothing is left (a dropped month counts for one at least). Repeating it is safe at any point.';
revoke execute on function ops.purge_batch(text, timestamptz) from public;
grant execute on function ops.purge_batch(text, timestamptz) to service_role;

create function ops.apply_retention(max_batches integer default 100, as_of timestamptz default now())
returns table (relation text, rows_deleted bigint)
language plpgsql security definer set search_path = '' as $$
declare
  batch integer;
begin
  for apply_retention.relation in
    select known.relation from ops.retention_policies known where known.keep is not null order by 1
  loop
    apply_retention.rows_deleted := 0;
    for step in 1 .. max_batches loop
      batch := ops.purge_batch(apply_retention.relation, as_of);
      exit when batch = 0;
      apply_retention.rows_deleted := apply_retention.rows_deleted + batch;
    end loop;
    return next;
  end loop;
end
$$;
comment on function ops.apply_retention(integer, timestamptz) is 'All policies in one transaction; for long backlogs call ops.purge_batch() and commit between.';
revoke execute on function ops.apply_retention(integer, timestamptz) from public;
grant execute on function ops.apply_retention(integer, timestamptz) to service_role;
