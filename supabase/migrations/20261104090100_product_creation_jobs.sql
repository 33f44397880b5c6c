-- An accepted idea creates exactly one product creation job: the job's key is the idea.

create type public.creation_state as enum ('waiting', 'running', 'done', 'failed');

create table public.product_creation_jobs (
  shop_id uuid not null,
  idea_id uuid not null,
  state public.creation_state not null default 'waiting',
  attempts smallint not null default 0 check (attempts >= 0),
  error public.prose,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (shop_id, idea_id),
  foreign key (shop_id, idea_id) references public.ideas (shop_id, id),
  constraint product_creation_jobs_finished check ((state = 'done') = (finished_at is not null)),
  constraint product_creation_jobs_error_when_failed check (state <> 'failed' or error is not null)
);
comment on table public.product_creation_jobs is 'Work for the product builder (service_role), one row per accepted idea.';

create index product_creation_jobs_open_idx on public.product_creation_jobs (created_at)
  where state in ('waiting', 'failed');
comment on index public.product_creation_jobs_open_idx is 'The builder''s queue: select … for update skip locked.';

create function private.create_product_job() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.product_creation_jobs (shop_id, idea_id) values (new.shop_id, new.id);
  return null;
end
$$;
comment on function private.create_product_job() is 'Runs once per idea: accepted is final, and the key refuses a second job.';
revoke execute on function private.create_product_job() from public;

create trigger create_product_job after update of state on public.ideas
  for each row when (new.state = 'accepted' and old.state <> 'accepted')
  execute function private.create_product_job();
create trigger audit after insert or update or delete on public.product_creation_jobs
  for each row execute function private.audit_row('idea_id');
create trigger touch_updated_at before update on public.product_creation_jobs
  for each row execute function private.touch_updated_at();

alter table public.product_creation_jobs enable row level security;
revoke all on table public.product_creation_jobs from public, anon, authenticated, service_role;
grant select on table public.product_creation_jobs to authenticated;
grant select, update (state, attempts, error, finished_at) on table public.product_creation_jobs to service_role;

create policy product_creation_jobs_select on public.product_creation_jobs for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
