-- Retention: how long each table is kept, applied in batches, recorded, and told to the audit trail.

create table ops.retention_policies (
  relation text primary key,
  keep interval check (keep >= '30 days'),
  age_column text,
  batch_rows integer not null default 5000 check (batch_rows between 1 and 100000),
  reason text not null,
  constraint retention_policies_age check ((keep is null) = (age_column is null))
);
comment on table ops.retention_policies is 'One row per table of public; keep is null for what is kept for ever.';
alter table ops.retention_policies enable row level security;
grant select on table ops.retention_policies to service_role;

create table ops.retention_runs (
  id bigint generated always as identity primary key,
  relation text not null references ops.retention_policies (relation),
  cutoff timestamptz not null,
  rows_deleted integer not null check (rows_deleted > 0),
  detail text,
  at timestamptz not null default clock_timestamp()
);
comment on table ops.retention_runs is 'One row per batch that deleted something.';
create index retention_runs_relation_idx on ops.retention_runs (relation, at);
comment on index ops.retention_runs_relation_idx is 'Foreign key to retention_policies; history of one table.';
alter table ops.retention_runs enable row level security;
grant select on table ops.retention_runs to service_role;

insert into ops.retention_policies (relation, keep, age_column, reason) values
  ('public.signals', '14 months', 'occurred_at', 'a year to compare with; daily metrics stay'),
  ('public.inventory_snapshots', '13 months', 'taken_on', 'demand looks back 90 days, seasons a year'),
  ('public.conversations', '25 months', 'resolved_at', 'personal data: two years after resolution; messages go with them'),
  ('public.seo_anomalies', '13 months', 'detected_on', 'a year to compare with'),
  ('ops.job_runs', '6 months', 'day', 'longer than any late delivery'),
  ('public.messages', null, null, 'goes with its conversation'),
  ('public.shops', null, null, 'tenants are archived'),
  ('public.shop_members', null, null, 'authors of what is kept'),
  ('public.audit_log', null, null, 'the chain has no end'),
  ('public.approvals', null, null, 'what was decided and learned'),
  ('public.approval_items', null, null, 'with approvals'),
  ('public.approval_grades', null, null, 'with approvals'),
  ('public.approval_edits', null, null, 'with approvals'),
  ('public.ideas', null, null, 'a few hundred rows a year'),
  ('public.product_creation_jobs', null, null, 'with ideas'),
  ('public.products', null, null, 'archived by state'),
  ('public.variants', null, null, 'with products'),
  ('public.kit_components', null, null, 'with products'),
  ('public.vendors', null, null, 'master data'),
  ('public.variant_vendors', null, null, 'master data'),
  ('public.purchase_orders', null, null, 'bookkeeping'),
  ('public.purchase_order_lines', null, null, 'bookkeeping'),
  ('public.picks', null, null, 'wages'),
  ('public.pick_lines', null, null, 'wages'),
  ('public.inventory_levels', null, null, 'one row per variant'),
  ('public.cx_promises', null, null, 'master data'),
  ('public.experiments', null, null, 'what was learned'),
  ('public.experiment_arms', null, null, 'with experiments'),
  ('public.knowledge_articles', null, null, 'archived by state'),
  ('public.knowledge_chunks', null, null, 'with articles'),
  ('public.daily_sales', null, null, 'one row a day'),
  ('public.daily_growth', null, null, 'six rows a day'),
  ('public.daily_cx', null, null, 'five rows a day');
