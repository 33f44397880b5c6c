-- Daily metrics: cached rollups that the dashboard reads instead of a million facts.
-- Written by ops.run_nightly() only; a day is a business day of the shop's time zone.

create table public.daily_sales (
  shop_id uuid not null references public.shops (id),
  day date not null,
  orders integer not null check (orders >= 0),
  units integer not null check (units >= 0),
  revenue public.money_amount not null,
  refunds public.money_amount not null,
  returned_units integer not null check (returned_units >= 0),
  average_order numeric generated always as (round(revenue / nullif(orders, 0), 2)) stored,
  primary key (shop_id, day)
);
comment on table public.daily_sales is 'One row per shop and rolled-up day, with zeros when nothing was sold.';

create table public.daily_growth (
  shop_id uuid not null references public.shops (id),
  day date not null,
  channel public.traffic_channel not null,
  sessions bigint not null check (sessions >= 0),
  impressions bigint not null check (impressions >= 0),
  clicks bigint not null check (clicks >= 0),
  spend public.money_amount not null,
  revenue public.money_amount not null,
  click_through_rate numeric generated always as (round(clicks::numeric / nullif(impressions, 0), 4)) stored,
  return_on_ad_spend numeric generated always as (round(revenue / nullif(spend, 0), 2)) stored,
  primary key (shop_id, day, channel)
);
comment on table public.daily_growth is 'Traffic and advertising per channel; the ratios are generated and null where they have no meaning.';

create table public.daily_cx (
  shop_id uuid not null references public.shops (id),
  day date not null,
  channel public.cx_channel not null,
  opened integer not null check (opened >= 0),
  responded integer not null check (responded between 0 and opened),
  responded_late integer not null check (responded_late between 0 and responded),
  response_p50_seconds integer check (response_p50_seconds >= 0),
  response_p90_seconds integer check (response_p90_seconds >= response_p50_seconds),
  resolved integer not null check (resolved >= 0),
  resolved_late integer not null check (resolved_late between 0 and resolved),
  resolution_p50_seconds integer check (resolution_p50_seconds >= 0),
  primary key (shop_id, day, channel)
);
comment on table public.daily_cx is 'Responses count on the day a conversation opened, resolutions on the day it was resolved.';

alter table public.daily_sales enable row level security;
alter table public.daily_growth enable row level security;
alter table public.daily_cx enable row level security;
revoke all on table public.daily_sales, public.daily_growth, public.daily_cx
  from public, anon, authenticated, service_role;
grant select on table public.daily_sales, public.daily_growth, public.daily_cx to authenticated, service_role;

create policy daily_sales_select on public.daily_sales for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy daily_growth_select on public.daily_growth for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy daily_cx_select on public.daily_cx for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
