-- Inventory: what was counted each day, and what that means today.

create table public.inventory_snapshots (
  shop_id uuid not null,
  variant_id uuid not null,
  taken_on date not null,
  on_hand integer not null,
  units_sold integer not null default 0 check (units_sold >= 0),
  primary key (shop_id, variant_id, taken_on),
  foreign key (shop_id, variant_id) references public.variants (shop_id, id)
);
comment on table public.inventory_snapshots is 'One count per variant and day, with the units that left the shelf that day, inside kits too.';
comment on column public.inventory_snapshots.on_hand is 'May be negative: sold before it was there. Of a kit it is not read: its components decide.';
create index inventory_snapshots_taken_on_idx on public.inventory_snapshots using brin (taken_on);
comment on index public.inventory_snapshots_taken_on_idx is 'Retention by age; a block range index, as rows arrive in order of days.';

create table public.inventory_levels (
  shop_id uuid not null,
  variant_id uuid not null,
  as_of date not null,
  on_hand integer not null,
  incoming integer not null default 0 check (incoming >= 0),
  average_daily numeric(12, 4) not null,
  max_daily numeric(12, 4) not null,
  average_lead_days numeric(6, 2) not null,
  max_lead_days numeric(6, 2) not null,
  safety_stock numeric not null generated always as (
    private.safety_stock(max_daily, max_lead_days, average_daily, average_lead_days)) stored,
  reorder_point numeric not null generated always as (
    private.reorder_point(max_daily, max_lead_days, average_daily, average_lead_days)) stored,
  status public.stock_status not null generated always as (
    private.stock_status(
      on_hand,
      private.safety_stock(max_daily, max_lead_days, average_daily, average_lead_days),
      private.reorder_point(max_daily, max_lead_days, average_daily, average_lead_days))) stored,
  weeks_of_stock numeric generated always as (
    round(greatest(on_hand, 0) / nullif(average_daily * 7, 0), 1)) stored,
  primary key (shop_id, variant_id),
  foreign key (shop_id, variant_id) references public.variants (shop_id, id),
  constraint inventory_levels_demand check (0 <= average_daily and average_daily <= max_daily),
  constraint inventory_levels_lead_days check (0 < average_lead_days and average_lead_days <= max_lead_days)
);
comment on table public.inventory_levels is 'Rollup of the newest snapshots: planning figures per variant, kits included. Written by ops.run_nightly() only.';
comment on column public.inventory_levels.weeks_of_stock is 'On hand ÷ (average daily demand × 7); null when nothing sells.';

alter table public.inventory_snapshots enable row level security;
alter table public.inventory_levels enable row level security;
revoke all on table public.inventory_snapshots, public.inventory_levels
  from public, anon, authenticated, service_role;
grant select on table public.inventory_snapshots, public.inventory_levels to authenticated;
grant select, insert, update on table public.inventory_snapshots to service_role;
grant select on table public.inventory_levels to service_role;

create policy inventory_snapshots_select on public.inventory_snapshots for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy inventory_levels_select on public.inventory_levels for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
