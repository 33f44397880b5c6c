-- SEO anomalies: pages that lost what they had, as detectors report them.

create type public.seo_anomaly_kind as enum ('traffic_drop', 'rank_drop', 'ctr_drop', 'crawl_error', 'slow_page');
create type public.seo_anomaly_state as enum ('open', 'acknowledged', 'resolved');

create table public.seo_anomalies (
  shop_id uuid not null references public.shops (id),
  page text not null check (page like '/%' and length(page) <= 500),
  kind public.seo_anomaly_kind not null,
  detected_on date not null,
  expected numeric not null check (expected > 0),
  observed numeric not null check (observed >= 0),
  change numeric not null generated always as (round((observed - expected) / expected, 4)) stored,
  state public.seo_anomaly_state not null default 'open',
  note public.prose,
  primary key (shop_id, page, kind, detected_on)
);
comment on table public.seo_anomalies is 'One row per page, kind and day: detectors may report again without doubling. Written by service_role; operators acknowledge and resolve.';
comment on column public.seo_anomalies.change is 'Relative: −0.42 lost 42 %.';
create index seo_anomalies_open_idx on public.seo_anomalies (shop_id, detected_on)
  where state <> 'resolved';
comment on index public.seo_anomalies_open_idx is 'Tile seo_anomalies.';

create trigger audit after update on public.seo_anomalies
  for each row execute function private.audit_row('page', 'kind', 'detected_on');

alter table public.seo_anomalies enable row level security;
revoke all on table public.seo_anomalies from public, anon, authenticated, service_role;
grant select, update (state, note) on table public.seo_anomalies to authenticated;
grant select, insert, update on table public.seo_anomalies to service_role;

create policy seo_anomalies_select on public.seo_anomalies for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy seo_anomalies_update on public.seo_anomalies for update to authenticated
  using (shop_id = any ((select private.shop_ids('operator'))::uuid[]))
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
