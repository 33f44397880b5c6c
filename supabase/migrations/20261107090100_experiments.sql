-- Experiments: a hypothesis, its arms, and what each arm brought.

create type public.experiment_state as enum ('draft', 'running', 'stopped');

create table public.experiments (
  shop_id uuid not null references public.shops (id),
  id uuid not null default gen_random_uuid(),
  name public.slug not null,
  hypothesis public.prose not null,
  metric public.label not null,
  state public.experiment_state not null default 'draft',
  started_at timestamptz,
  stopped_at timestamptz,
  conclusion public.prose,
  created_at timestamptz not null default now(),
  primary key (shop_id, id),
  unique (shop_id, name),
  constraint experiments_times check (
    (state <> 'draft') = (started_at is not null)
    and (state = 'stopped') = (stopped_at is not null)
    and (stopped_at is null or stopped_at >= started_at)
  )
);
comment on table public.experiments is 'One question, asked of live traffic.';

create table public.experiment_arms (
  shop_id uuid not null,
  experiment_id uuid not null,
  arm public.slug not null,
  is_control boolean not null default false,
  weight smallint not null default 50 check (weight between 1 and 100),
  exposures bigint not null default 0 check (exposures >= 0),
  conversions bigint not null default 0 check (conversions >= 0),
  conversion_rate numeric generated always as (
    round(conversions::numeric / nullif(exposures, 0), 6)) stored,
  primary key (shop_id, experiment_id, arm),
  foreign key (shop_id, experiment_id) references public.experiments (shop_id, id) on delete cascade,
  constraint experiment_arms_counts check (conversions <= exposures)
);
comment on table public.experiment_arms is 'The arms of an experiment; counts are written by service_role.';
create unique index experiment_arms_one_control_key on public.experiment_arms (shop_id, experiment_id)
  where is_control;
comment on index public.experiment_arms_one_control_key is 'At most one control per experiment.';

create function private.stamp_experiment() returns trigger
language plpgsql set search_path = '' as $$
begin
  if (old.state, new.state) not in (('draft', 'running'), ('running', 'stopped')) then
    raise exception 'an experiment does not move from % to %', old.state, new.state
      using errcode = 'check_violation';
  end if;
  if new.state = 'running' then
    new.started_at := now();
  else
    new.stopped_at := now();
  end if;
  return new;
end
$$;
comment on function private.stamp_experiment() is 'draft → running → stopped, each with its time.';
revoke execute on function private.stamp_experiment() from public;

create trigger stamp_experiment before update of state on public.experiments
  for each row when (new.state <> old.state)
  execute function private.stamp_experiment();
create trigger audit after insert or update or delete on public.experiments
  for each row execute function private.audit_row('id');

alter table public.experiments enable row level security;
alter table public.experiment_arms enable row level security;
revoke all on table public.experiments, public.experiment_arms from public, anon, authenticated, service_role;
grant select, insert (shop_id, id, name, hypothesis, metric),
  update (name, hypothesis, metric, state, conclusion)
  on table public.experiments to authenticated;
grant select, insert (shop_id, experiment_id, arm, is_control, weight), update (weight), delete
  on table public.experiment_arms to authenticated;
grant select, insert, update, delete on table public.experiments, public.experiment_arms to service_role;

create policy experiments_select on public.experiments for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy experiments_insert on public.experiments for insert to authenticated
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
create policy experiments_update on public.experiments for update to authenticated
  using (shop_id = any ((select private.shop_ids('operator'))::uuid[]))
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
create policy experiment_arms_select on public.experiment_arms for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy experiment_arms_insert on public.experiment_arms for insert to authenticated
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
create policy experiment_arms_update on public.experiment_arms for update to authenticated
  using (shop_id = any ((select private.shop_ids('operator'))::uuid[]))
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
create policy experiment_arms_delete on public.experiment_arms for delete to authenticated
  using (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
