-- Messages of a conversation. Sending one moves the conversation and stops the clock.

create type public.message_direction as enum ('inbound', 'outbound', 'note');

create table public.messages (
  shop_id uuid not null,
  conversation_id uuid not null,
  sent_at timestamptz not null default now(),
  id uuid not null default gen_random_uuid(),
  direction public.message_direction not null,
  author_id uuid,
  body public.prose not null,
  primary key (shop_id, conversation_id, sent_at, id),
  foreign key (shop_id, conversation_id)
    references public.conversations (shop_id, id) on delete cascade,
  foreign key (shop_id, author_id) references public.shop_members (shop_id, user_id),
  constraint messages_inbound_has_no_author check (direction <> 'inbound' or author_id is null),
  constraint messages_note_has_author check (direction <> 'note' or author_id is not null)
);
comment on table public.messages is 'What was said, in order. Never edited. An outbound message without an author was sent by a job.';
create index messages_author_idx on public.messages (shop_id, author_id);
comment on index public.messages_author_idx is 'Foreign key to shop_members.';

create function private.follow_message() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.conversations conversation set
    state = case new.direction when 'inbound' then 'open' else 'waiting' end::public.conversation_state,
    first_responded_at = case
      when new.direction = 'outbound'
        then least(conversation.first_responded_at, greatest(new.sent_at, conversation.opened_at))
      else conversation.first_responded_at
    end
  where shop_id = new.shop_id and id = new.conversation_id;
  return null;
end
$$;
comment on function private.follow_message() is 'Inbound opens again, outbound waits for the customer; the first outbound is the first response.';
revoke execute on function private.follow_message() from public;

create trigger follow_message after insert on public.messages
  for each row when (new.direction <> 'note')
  execute function private.follow_message();

alter table public.messages enable row level security;
revoke all on table public.messages from public, anon, authenticated, service_role;
grant select, insert (shop_id, conversation_id, direction, author_id, body) on table public.messages to authenticated;
grant select, insert on table public.messages to service_role;

create policy messages_select on public.messages for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy messages_insert on public.messages for insert to authenticated
  with check (
    shop_id = any ((select private.shop_ids('operator'))::uuid[])
    and author_id = (select auth.uid())
  );
