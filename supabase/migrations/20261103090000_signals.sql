-- Signals: raw facts as they arrive, partitioned by month. Everything daily is computed from them.

create type public.traffic_channel as enum (
  'organic', 'paid_search', 'paid_social', 'email', 'direct', 'referral'
);

create function private.is_sound_signal(topic text, value jsonb) returns boolean
language sql immutable parallel safe set search_path = '' as $$
  select coalesce(case topic
    when 'order.paid' then
      jsonb_path_exists(value, '$ ? (@.total >= 0 && @.units >= 1)')
    when 'order.refunded' then
      jsonb_path_exists(value, '$ ? (@.amount >= 0)')
    when 'return.opened' then
      jsonb_path_exists(value, '$ ? (@.units >= 1)')
    when 'traffic.visit' then
      value ->> 'channel' = any (enum_range(null::public.traffic_channel)::text[])
    when 'ads.delivery' then
      value ->> 'channel' = any (enum_range(null::public.traffic_channel)::text[])
      and jsonb_path_exists(value, '$ ? (@.impressions >= 0 && @.clicks >= 0 && @.spend >= 0 && @.revenue >= 0)')
    else true
  end, false)
$$;
comment on function private.is_sound_signal(text, jsonb) is
  'What a rollup may rely on for each topic it reads; topics that no rollup reads are free.';
revoke execute on function private.is_sound_signal(text, jsonb) from public;
grant execute on function private.is_sound_signal(text, jsonb) to authenticated, service_role;

create table public.signals (
  shop_id uuid not null references public.shops (id),
  topic text not null,
  occurred_at timestamptz not null,
  key text not null,
  value jsonb not null default '{}',
  received_at timestamptz not null default now(),
  primary key (shop_id, topic, occurred_at, key),
  constraint signals_topic_shape check (topic ~ '^[a-z]+(\.[a-z_]+)+$' and length(topic) <= 60),
  constraint signals_key_shape check (key <> '' and length(key) <= 200),
  constraint signals_value_is_object check (jsonb_typeof(value) = 'object'),
  constraint signals_value_is_sound check (private.is_sound_signal(topic, value))
) partition by range (occurred_at);
comment on table public.signals is 'Facts about a shop. The key makes delivery idempotent: insert … on conflict do nothing.';
comment on column public.signals.topic is 'What kind of fact: order.paid, order.refunded, return.opened, traffic.visit, ads.delivery, …';
comment on column public.signals.key is 'The source''s own id of the fact, unique within shop, topic and moment.';
comment on column public.signals.received_at is 'When it arrived; a day that was rolled up before is then computed again.';

create table partitions.signals_default partition of public.signals default;
comment on table partitions.signals_default is 'Facts outside every month; normally empty. ops.add_signal_partitions() moves them out.';

alter table public.signals enable row level security;
alter table partitions.signals_default enable row level security;
revoke all on table public.signals from public, anon, authenticated, service_role;
grant select on table public.signals to authenticated;
grant select, insert on table public.signals to service_role;

create policy signals_select on public.signals for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
