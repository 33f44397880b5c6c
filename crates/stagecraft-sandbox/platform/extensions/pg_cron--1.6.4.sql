-- Scheduled jobs: stored and checked as the real extension does, never run.
-- Unlike the real one it may exist in every database of a cluster.

do $$
begin
  if to_regnamespace('cron') is null then
    create schema cron;
  end if;
end
$$;

create sequence cron.jobid_seq;
create table cron.job (
  jobid bigint primary key default nextval('cron.jobid_seq'),
  schedule text not null,
  command text not null,
  nodename text not null default 'localhost',
  nodeport integer not null default 5432,
  database text not null default current_database(),
  username text not null default current_user,
  active boolean not null default true,
  jobname text,
  constraint jobname_username_uniq unique (jobname, username)
);
alter table cron.job enable row level security;
create policy cron_job_policy on cron.job using (username = current_user);

create sequence cron.runid_seq;
create table cron.job_run_details (
  jobid bigint,
  runid bigint primary key default nextval('cron.runid_seq'),
  job_pid integer,
  database text,
  username text,
  command text,
  status text,
  return_message text,
  start_time timestamptz,
  end_time timestamptz
);
alter table cron.job_run_details enable row level security;
create policy cron_job_run_details_policy on cron.job_run_details using (username = current_user);

select pg_catalog.pg_extension_config_dump('cron.job', '');
select pg_catalog.pg_extension_config_dump('cron.jobid_seq', '');

-- Five fields, an @word, or an interval of 1 to 59 seconds.
create function cron._check_schedule(schedule text) returns void language plpgsql immutable as $$
declare
  field constant text := '(\*|[0-9]+(-[0-9]+)?|[a-z]{3}(-[a-z]{3})?|\$)(/[0-9]+)?';
  list constant text := format('%1$s(,%1$s)*', field);
begin
  if trim(schedule) ~* format('^%1$s(\s+%1$s){4}$', list)
    or trim(schedule) ~* '^@(yearly|annually|monthly|weekly|daily|midnight|hourly|reboot)$'
    or trim(schedule) ~* '^([1-9]|[1-5][0-9])\s+seconds?$'
  then
    return;
  end if;
  raise exception using errcode = 'invalid_parameter_value',
    message = format('invalid schedule: %s', schedule),
    hint = 'Use cron format (e.g. 5 4 * * *), or interval format ''[1-59] seconds''';
end
$$;

-- A name that its user has already: the job is replaced and keeps its id.
create function cron._schedule(
  job_name text, schedule text, command text, database text, username text, active boolean
)
returns bigint language plpgsql security definer set search_path = pg_catalog as $$
declare
  id bigint;
begin
  perform cron._check_schedule(_schedule.schedule);
  insert into cron.job as j (jobname, schedule, command, database, username, active)
  values (job_name, _schedule.schedule, _schedule.command, _schedule.database, _schedule.username, _schedule.active)
  on conflict on constraint jobname_username_uniq do update
  set schedule = excluded.schedule, command = excluded.command,
    database = excluded.database, active = excluded.active
  returning jobid into id;
  return id;
end
$$;

create function cron.schedule(schedule text, command text) returns bigint language sql as
  $$ select cron._schedule(null, schedule, command, current_database(), current_user, true) $$;

create function cron.schedule(job_name text, schedule text, command text) returns bigint language sql as
  $$ select cron._schedule(job_name, schedule, command, current_database(), current_user, true) $$;

create function cron.schedule_in_database(
  job_name text, schedule text, command text, database text,
  username text default null, active boolean default true
)
returns bigint language sql as $$
  select cron._schedule(
    job_name, schedule, command, database, coalesce(username, current_user), active
  )
$$;

create function cron._unschedule(id bigint, name text, caller text) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from cron.job
  where (jobid = id or jobname = name)
    and (username = caller or (select rolsuper from pg_roles where rolname = caller));
  if not found then
    raise exception 'could not find valid entry for job %', coalesce(id::text, quote_literal(name));
  end if;
  return true;
end
$$;

create function cron.unschedule(job_id bigint) returns boolean language sql as
  $$ select cron._unschedule(job_id, null, current_user) $$;

create function cron.unschedule(job_name text) returns boolean language sql as
  $$ select cron._unschedule(null, job_name, current_user) $$;

create function cron._alter_job(
  id bigint, schedule text, command text, database text, username text, active boolean, caller text
)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if _alter_job.schedule is not null then
    perform cron._check_schedule(_alter_job.schedule);
  end if;
  update cron.job j
  set schedule = coalesce(_alter_job.schedule, j.schedule),
    command = coalesce(_alter_job.command, j.command),
    database = coalesce(_alter_job.database, j.database),
    username = coalesce(_alter_job.username, j.username),
    active = coalesce(_alter_job.active, j.active)
  where jobid = id
    and (j.username = caller or (select rolsuper from pg_roles where rolname = caller));
  if not found then
    raise exception 'Job % does not exist or you don''t own it', id;
  end if;
end
$$;

create function cron.alter_job(
  job_id bigint, schedule text default null, command text default null, database text default null,
  username text default null, active boolean default null
)
returns void language sql as
  $$ select cron._alter_job(job_id, schedule, command, database, username, active, current_user) $$;

create function cron.job_cache_invalidate() returns trigger language plpgsql as
  $$ begin return null; end $$;
create trigger cron_job_cache_invalidate after insert or update or delete or truncate on cron.job
  for each statement execute function cron.job_cache_invalidate();

do $$
begin
  if to_regrole('supabase_admin') is not null and to_regrole('postgres') is not null then
    grant usage on schema cron to postgres with grant option;
    grant all on all functions in schema cron to postgres with grant option;
    grant all on all tables in schema cron to postgres with grant option;
    grant all on all sequences in schema cron to postgres with grant option;
    revoke all on cron.job from postgres;
    grant select on cron.job to postgres with grant option;
    revoke trigger on cron.job_run_details from postgres;
  else
    grant usage on schema cron to public;
    grant select on cron.job to public;
  end if;
end
$$;
