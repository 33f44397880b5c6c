-- The job table: which day of which shop was rolled up, when, and whether facts came after.

create type ops.job as enum ('sales', 'growth', 'cx', 'stock');
create type ops.job_state as enum ('running', 'succeeded', 'failed');

create table ops.job_runs (
  shop_id uuid not null references public.shops (id),
  job ops.job not null,
  day date not null,
  state ops.job_state not null,
  stale boolean not null default false,
  attempts integer not null default 1 check (attempts > 0),
  rows_written integer check (rows_written >= 0),
  started_at timestamptz not null,
  finished_at timestamptz,
  error text,
  primary key (shop_id, job, day),
  constraint job_runs_finished check ((state = 'running') = (finished_at is null)),
  constraint job_runs_error check ((state = 'failed') = (error is not null))
);
comment on table ops.job_runs is 'One row per shop, job and day. A run that succeeded and is not stale is not repeated.';
comment on column ops.job_runs.stale is 'Set by triggers when data of this day arrives after the run.';
create index job_runs_again_idx on ops.job_runs (shop_id, day) where stale or state <> 'succeeded';
comment on index ops.job_runs_again_idx is 'What ops.run_nightly() has to repeat.';
create index job_runs_day_idx on ops.job_runs (day);
comment on index ops.job_runs_day_idx is 'Retention by age.';
alter table ops.job_runs enable row level security;
grant select on table ops.job_runs to service_role;

create function ops.day_start(shop uuid, day date) returns timestamptz
language sql stable set search_path = '' as $$
  select day::timestamp at time zone shops.time_zone from public.shops where shops.id = shop
$$;
comment on function ops.day_start(uuid, date) is 'The moment at which a business day of a shop begins.';
revoke execute on function ops.day_start(uuid, date) from public;

create function ops.lock_shop(shop uuid) returns void
language sql set search_path = '' as $$
  select pg_advisory_xact_lock(hashtext('ops.rollup'), hashtext(shop::text))
$$;
comment on function ops.lock_shop(uuid) is 'Held by a rollup until commit: it waits for writers under way, and writers that come later find its record.';
revoke execute on function ops.lock_shop(uuid) from public;

create function ops.join_shop(shop uuid) returns void
language sql set search_path = '' as $$
  select pg_advisory_xact_lock_shared(hashtext('ops.rollup'), hashtext(shop::text))
$$;
comment on function ops.join_shop(uuid) is 'Held by writers of facts until commit; writers do not wait for each other.';
revoke execute on function ops.join_shop(uuid) from public;
