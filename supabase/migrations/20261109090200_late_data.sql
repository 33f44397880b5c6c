-- Late data: whatever arrives for a day that was rolled up marks that day for repetition.
-- A writer joins the shop's lock first, a rollup holds it alone: a fact is either seen by the
-- rollup or finds the rollup's record, never neither.

create function private.mark_late_signals() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform ops.join_shop(shop_id)
  from (select distinct shop_id from added order by shop_id) shop;
  update ops.job_runs run set stale = true
  from (
    select distinct
      fact.shop_id,
      (case when fact.topic like 'order.%' or fact.topic like 'return.%' then 'sales' else 'growth' end)::ops.job as job,
      (fact.occurred_at at time zone shop.time_zone)::date as day
    from added fact
    join public.shops shop on shop.id = fact.shop_id
  ) late
  where run.shop_id = late.shop_id and run.job = late.job and run.day = late.day and not run.stale;
  return null;
end
$$;
comment on function private.mark_late_signals() is 'Once per insert statement.';
revoke execute on function private.mark_late_signals() from public;

create trigger mark_late after insert on public.signals
  referencing new table as added
  for each statement execute function private.mark_late_signals();

create function private.mark_late_conversations() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform ops.join_shop(shop_id)
  from (select distinct shop_id from changed order by shop_id) shop;
  update ops.job_runs run set stale = true
  from (
    select distinct conversation.shop_id, (moment.at at time zone shop.time_zone)::date as day
    from changed conversation
    join public.shops shop on shop.id = conversation.shop_id
    cross join lateral (values (conversation.opened_at), (conversation.resolved_at)) moment (at)
    where moment.at is not null
  ) late
  where run.shop_id = late.shop_id and run.job = 'cx' and run.day = late.day and not run.stale;
  return null;
end
$$;
comment on function private.mark_late_conversations() is 'A late first response counts on the day the conversation opened.';
revoke execute on function private.mark_late_conversations() from public;

create trigger mark_late_insert after insert on public.conversations
  referencing new table as changed
  for each statement execute function private.mark_late_conversations();
create trigger mark_late_update after update on public.conversations
  referencing new table as changed
  for each statement execute function private.mark_late_conversations();
-- A reopened conversation leaves the day on which it had been resolved.
create trigger mark_late_reopen after update on public.conversations
  referencing old table as changed
  for each statement execute function private.mark_late_conversations();

create function private.mark_late_stock() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform ops.join_shop(shop_id)
  from (select distinct shop_id from changed order by shop_id) shop;
  update ops.job_runs run set stale = true
  from (
    select count.shop_id, min(count.taken_on) as first_day from changed count group by count.shop_id
  ) late
  where run.shop_id = late.shop_id and run.job = 'stock' and run.day >= late.first_day and not run.stale;
  return null;
end
$$;
comment on function private.mark_late_stock() is 'A late count changes every later planning day.';
revoke execute on function private.mark_late_stock() from public;

create trigger mark_late_insert after insert on public.inventory_snapshots
  referencing new table as changed
  for each statement execute function private.mark_late_stock();
create trigger mark_late_update after update on public.inventory_snapshots
  referencing new table as changed
  for each statement execute function private.mark_late_stock();
