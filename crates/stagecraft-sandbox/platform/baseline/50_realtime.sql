-- Realtime: the messages that broadcast goes through, who is subscribed to what, and the
-- functions that projects call. Reading the WAL is the service's job and is not here.

create type realtime.action as enum ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'ERROR');
create type realtime.equality_op as enum (
  'eq', 'neq', 'lt', 'lte', 'gt', 'gte', 'in', 'like', 'ilike', 'is', 'match', 'imatch', 'isdistinct'
);
create type realtime.user_defined_filter as (
  column_name text, op realtime.equality_op, value text, negate boolean
);
create type realtime.wal_column as (
  name text, type_name text, type_oid oid, value jsonb, is_pkey boolean, is_selectable boolean
);
create type realtime.wal_rls as (
  wal jsonb, is_rls_enabled boolean, subscription_ids uuid[], errors text[]
);

create table realtime.schema_migrations (
  version bigint primary key,
  inserted_at timestamp(0)
);

create table realtime.messages (
  topic text not null,
  extension text not null,
  payload jsonb,
  event text,
  private boolean default false,
  updated_at timestamp not null default now(),
  inserted_at timestamp not null default now(),
  id uuid not null default gen_random_uuid(),
  binary_payload bytea,
  constraint messages_pkey primary key (id, inserted_at)
) partition by range (inserted_at);
create index messages_inserted_at_topic_index on realtime.messages (inserted_at desc, topic)
  where extension = 'broadcast' and private is true;
alter table realtime.messages enable row level security;
-- The service makes a partition a day; without it one partition takes everything.
create table realtime.messages_default partition of realtime.messages default;

create function realtime.to_regrole(role_name text) returns regrole language sql immutable as
  $$ select role_name::regrole $$;

create table realtime.subscription (
  id bigint not null generated always as identity,
  subscription_id uuid not null,
  entity regclass not null,
  filters realtime.user_defined_filter[] not null default '{}',
  claims jsonb not null,
  claims_role regrole not null generated always as (realtime.to_regrole(claims ->> 'role')) stored,
  created_at timestamp not null default timezone('utc', now()),
  action_filter text default '*'
    constraint subscription_action_filter_check
    check (action_filter in ('*', 'INSERT', 'UPDATE', 'DELETE')),
  selected_columns text[],
  constraint pk_subscription primary key (id)
);
create index ix_realtime_subscription_entity on realtime.subscription (entity);
create unique index subscription_subscription_id_entity_filters_action_filter_selec
  on realtime.subscription (subscription_id, entity, filters, action_filter, coalesce(selected_columns, '{}'));

create function realtime.topic() returns text language sql stable as
  $$ select nullif(current_setting('realtime.topic', true), '') $$;

-- A message that cannot be stored is a warning, never an error of the caller's statement.
create function realtime.send(payload jsonb, event text, topic text, private boolean default true)
returns void language plpgsql as $$
declare
  message_id uuid := gen_random_uuid();
begin
  perform set_config('realtime.topic', topic, true);
  insert into realtime.messages (id, payload, event, topic, private, extension)
  values (
    message_id,
    case when payload ? 'id' then payload else payload || jsonb_build_object('id', message_id) end,
    event, topic, private, 'broadcast'
  );
exception
  when others then
    raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
end
$$;

create function realtime.send_binary(payload bytea, event text, topic text, private boolean default true)
returns void language plpgsql as $$
begin
  perform set_config('realtime.topic', topic, true);
  insert into realtime.messages (binary_payload, event, topic, private, extension)
  values (payload, event, topic, private, 'broadcast');
exception
  when others then
    raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
end
$$;

create function realtime.broadcast_changes(
  topic_name text, event_name text, operation text, table_name text, table_schema text,
  new record, old record, level text default 'ROW'
)
returns void language plpgsql as $$
begin
  if level = 'STATEMENT' then
    raise exception 'function can only be triggered for each row, not for each statement';
  elsif operation not in ('INSERT', 'UPDATE', 'DELETE') then
    raise exception 'Unexpected operation type: %', operation;
  end if;
  perform realtime.send(
    jsonb_build_object(
      'old_record', old, 'record', new, 'operation', operation,
      'table', table_name, 'schema', table_schema
    ),
    event_name, topic_name
  );
exception
  when others then
    raise exception 'Failed to process the row: %', sqlerrm;
end
$$;

create function realtime.quote_wal2json(entity regclass) returns text language sql immutable strict as $$
  select format('%I.%I', n.nspname, c.relname)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.oid = entity
$$;

create function realtime."cast"(val text, type_ regtype) returns jsonb language plpgsql immutable as $$
declare
  res jsonb;
begin
  execute format('select to_jsonb(%L::%s)', val, type_) into res;
  return res;
end
$$;

create function realtime.subscription_check_filters() returns trigger language plpgsql as $$
declare
  filter realtime.user_defined_filter;
  type_ regtype;
begin
  foreach filter in array new.filters loop
    select atttypid into type_ from pg_attribute
    where attrelid = new.entity and attname = filter.column_name and attnum > 0 and not attisdropped;
    if type_ is null
      or not has_column_privilege(new.claims ->> 'role', new.entity, filter.column_name, 'select') then
      raise exception 'invalid column for filter %', filter.column_name;
    end if;
    perform realtime."cast"(
      filter.value, case when filter.op = 'in' then (type_ || '[]')::regtype else type_ end
    );
  end loop;
  return new;
end
$$;
create trigger tr_check_filters before insert or update on realtime.subscription
  for each row execute function realtime.subscription_check_filters();

create function realtime.apply_rls(wal jsonb, max_record_bytes integer default 1048576)
returns setof realtime.wal_rls language plpgsql as $$
begin
  raise feature_not_supported using message = 'realtime.apply_rls: stand-in, not available in a sandbox';
end
$$;

create function realtime.list_changes(
  publication name, slot_name name, max_changes integer, max_record_bytes integer
)
returns setof realtime.wal_rls language plpgsql as $$
begin
  raise feature_not_supported using message = 'realtime.list_changes: stand-in, not available in a sandbox';
end
$$;

-- Owners and grants.
do $$
declare
  r record;
begin
  for r in
    select format('table %s', oid::regclass) as name from pg_class
    where relnamespace = 'realtime'::regnamespace and relkind in ('r', 'p')
      and relname <> 'schema_migrations'
    union all
    select format('function %s', oid::regprocedure) from pg_proc
    where pronamespace = 'realtime'::regnamespace
    union all
    select format('type %s', t.oid::regtype) from pg_type t
    left join pg_class c on c.oid = t.typrelid
    where typnamespace = 'realtime'::regnamespace and (typtype = 'e' or c.relkind = 'c')
  loop
    execute format('alter %s owner to supabase_realtime_admin', r.name);
  end loop;
end
$$;
revoke all on realtime.schema_migrations from postgres, dashboard_user;
grant select, insert, update on realtime.messages to anon, authenticated, service_role;
grant all on realtime.messages to postgres, dashboard_user;
grant select on realtime.subscription to anon, authenticated, service_role;
grant all on all functions in schema realtime to postgres, dashboard_user, anon, authenticated, service_role;
