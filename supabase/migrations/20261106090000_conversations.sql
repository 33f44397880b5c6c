-- Customer conversations and what the shop has promised about answering them.

create type public.cx_channel as enum ('email', 'chat', 'sms', 'social', 'phone');
create type public.conversation_state as enum ('open', 'waiting', 'resolved');
create type public.priority as enum ('low', 'normal', 'high', 'urgent');

create table public.cx_promises (
  shop_id uuid not null references public.shops (id),
  channel public.cx_channel not null,
  first_response interval not null default '1 hour' check (first_response > '0'),
  resolution interval not null default '1 day' check (resolution > '0'),
  primary key (shop_id, channel),
  constraint cx_promises_order check (resolution >= first_response)
);
comment on table public.cx_promises is 'Service levels per channel. A channel without a row promises one hour and one day.';

create table public.conversations (
  shop_id uuid not null references public.shops (id),
  id uuid not null default gen_random_uuid(),
  channel public.cx_channel not null,
  subject public.label not null,
  customer_key text not null check (customer_key <> '' and length(customer_key) <= 200),
  state public.conversation_state not null default 'open',
  priority public.priority not null default 'normal',
  assignee_id uuid,
  opened_at timestamptz not null default now(),
  first_response_due_at timestamptz not null,
  resolution_due_at timestamptz not null,
  first_responded_at timestamptz,
  resolved_at timestamptz,
  first_response_seconds integer generated always as (
    extract(epoch from first_responded_at - opened_at)::integer) stored,
  resolution_seconds integer generated always as (
    extract(epoch from resolved_at - opened_at)::integer) stored,
  primary key (shop_id, id),
  foreign key (shop_id, assignee_id) references public.shop_members (shop_id, user_id),
  constraint conversations_times check (first_responded_at >= opened_at and resolved_at >= opened_at),
  constraint conversations_resolved check ((state = 'resolved') = (resolved_at is not null))
);
comment on table public.conversations is 'A thread with a customer. Due times are fixed when it opens: a later promise does not change them.';
comment on column public.conversations.customer_key is 'The customer''s id in the shop system; no name and no address are kept here.';

create index conversations_queue_idx on public.conversations (shop_id, first_response_due_at)
  where state <> 'resolved';
comment on index public.conversations_queue_idx is 'Tile cx_queue.';
create index conversations_assignee_idx on public.conversations (shop_id, assignee_id);
comment on index public.conversations_assignee_idx is 'Foreign key to shop_members.';
create index conversations_opened_idx on public.conversations (shop_id, opened_at);
comment on index public.conversations_opened_idx is 'Nightly cx step: first responses of the day.';
create index conversations_resolved_idx on public.conversations (shop_id, resolved_at)
  where resolved_at is not null;
comment on index public.conversations_resolved_idx is 'Nightly cx step: resolutions of the day.';
create index conversations_retention_idx on public.conversations (resolved_at)
  where resolved_at is not null;
comment on index public.conversations_retention_idx is 'Retention: oldest resolved conversations of all shops.';

create function private.set_promises() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  promise public.cx_promises;
begin
  select * into promise from public.cx_promises where shop_id = new.shop_id and channel = new.channel;
  new.first_response_due_at := new.opened_at + coalesce(promise.first_response, '1 hour');
  new.resolution_due_at := new.opened_at + coalesce(promise.resolution, '1 day');
  return new;
end
$$;
comment on function private.set_promises() is 'Fixes the due times of a new conversation.';
revoke execute on function private.set_promises() from public;

create function private.stamp_resolution() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.state = 'resolved' then
    new.resolved_at := coalesce(new.resolved_at, now());
  else
    new.resolved_at := null;
  end if;
  return new;
end
$$;
comment on function private.stamp_resolution() is 'resolved_at follows the state; reopening clears it.';
revoke execute on function private.stamp_resolution() from public;

create trigger set_promises before insert on public.conversations
  for each row execute function private.set_promises();
create trigger stamp_resolution before update of state on public.conversations
  for each row when (new.state <> old.state)
  execute function private.stamp_resolution();
create trigger audit after insert or update or delete on public.cx_promises
  for each row execute function private.audit_row('channel');

alter table public.cx_promises enable row level security;
alter table public.conversations enable row level security;
revoke all on table public.cx_promises, public.conversations from public, anon, authenticated, service_role;
grant select, insert, update (first_response, resolution), delete on table public.cx_promises to authenticated;
grant select, update (state, priority, assignee_id) on table public.conversations to authenticated;
grant select, insert, update, delete on table public.cx_promises to service_role;
grant select, insert, update on table public.conversations to service_role;

create policy cx_promises_select on public.cx_promises for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy cx_promises_insert on public.cx_promises for insert to authenticated
  with check (shop_id = any ((select private.shop_ids('manager'))::uuid[]));
create policy cx_promises_update on public.cx_promises for update to authenticated
  using (shop_id = any ((select private.shop_ids('manager'))::uuid[]))
  with check (shop_id = any ((select private.shop_ids('manager'))::uuid[]));
create policy cx_promises_delete on public.cx_promises for delete to authenticated
  using (shop_id = any ((select private.shop_ids('manager'))::uuid[]));
create policy conversations_select on public.conversations for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy conversations_update on public.conversations for update to authenticated
  using (shop_id = any ((select private.shop_ids('operator'))::uuid[]))
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
