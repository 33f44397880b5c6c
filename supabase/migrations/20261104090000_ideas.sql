-- Idea pool: product suggestions, at most five live per shop, exactly one wildcard when five are.
-- Both rules are keys, not code: a live idea sits in a slot, there are five slots, and the
-- fifth is the wildcard's. A unique index holds under any concurrency.

create type public.idea_state as enum ('queued', 'live', 'accepted', 'rejected', 'expired');

create table public.ideas (
  shop_id uuid not null references public.shops (id),
  id uuid not null default gen_random_uuid(),
  title public.label not null,
  hypothesis public.prose not null,
  evidence jsonb not null default '[]',
  score numeric(5, 2) not null default 0,
  is_wildcard boolean not null default false,
  state public.idea_state not null default 'queued',
  slot smallint,
  suggested_by uuid default auth.uid(),
  decided_by uuid,
  decided_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (shop_id, id),
  foreign key (shop_id, suggested_by) references public.shop_members (shop_id, user_id),
  foreign key (shop_id, decided_by) references public.shop_members (shop_id, user_id),
  constraint ideas_score_range check (score between 0 and 100),
  constraint ideas_evidence_is_list check (jsonb_typeof(evidence) = 'array'),
  constraint ideas_slot_when_live check ((state = 'live') = (slot is not null)),
  constraint ideas_five_slots check (slot between 1 and 5),
  constraint ideas_fifth_slot_is_wildcard check ((slot = 5) = is_wildcard),
  constraint ideas_decided check ((state in ('accepted', 'rejected')) = (decided_at is not null))
);
comment on table public.ideas is 'Product suggestions of a shop; suggested_by is null when a job suggested it.';
comment on column public.ideas.slot is 'Set by private.move_idea() while live: 1 to 4, or 5 for the wildcard.';

create unique index ideas_slot_key on public.ideas (shop_id, slot) where state = 'live';
comment on index public.ideas_slot_key is 'The rule of five, and tile idea_pool.';
create index ideas_suggested_by_idx on public.ideas (shop_id, suggested_by);
comment on index public.ideas_suggested_by_idx is 'Foreign key to shop_members.';
create index ideas_decided_by_idx on public.ideas (shop_id, decided_by);
comment on index public.ideas_decided_by_idx is 'Foreign key to shop_members.';

create function private.move_idea() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'UPDATE' then
    if old.state in ('accepted', 'rejected', 'expired') and new is distinct from old then
      raise exception 'an idea that is % is not changed', old.state using errcode = 'restrict_violation';
    end if;
    if new.is_wildcard <> old.is_wildcard and old.state <> 'queued' then
      raise exception 'only a queued idea becomes or stops being the wildcard' using errcode = 'restrict_violation';
    end if;
    if new.state = old.state then
      new.slot := old.slot;
      return new;
    end if;
    if (old.state, new.state) not in (
      ('queued', 'live'), ('queued', 'expired'), ('live', 'queued'),
      ('live', 'accepted'), ('live', 'rejected'), ('live', 'expired')
    ) then
      raise exception 'an idea does not move from % to %', old.state, new.state using errcode = 'check_violation';
    end if;
  elsif new.state not in ('queued', 'live') then
    raise exception 'an idea begins queued or live, not %', new.state using errcode = 'check_violation';
  end if;

  new.slot := null;
  new.decided_at := null;
  if new.state = 'live' then
    -- Takes turns per shop, so that the second of two sessions gets the next slot and not an error.
    perform pg_advisory_xact_lock(hashtext('ideas'), hashtext(new.shop_id::text));
    select min(free.slot) into new.slot
    from generate_series(case when new.is_wildcard then 5 else 1 end,
                         case when new.is_wildcard then 5 else 4 end) free (slot)
    where not exists (
      select from public.ideas idea
      where idea.shop_id = new.shop_id and idea.state = 'live' and idea.slot = free.slot
    );
    if new.slot is null then
      raise exception 'the idea pool has no free slot for %',
        case when new.is_wildcard then 'a wildcard' else 'another idea' end
        using errcode = 'exclusion_violation', hint = 'accept, reject or queue a live one first';
    end if;
  elsif new.state in ('accepted', 'rejected') then
    new.decided_at := now();
    new.decided_by := coalesce((select auth.uid()), new.decided_by);
  end if;
  return new;
end
$$;
comment on function private.move_idea() is 'Legal steps of an idea, its slot while live, and who decided it.';
revoke execute on function private.move_idea() from public;

create trigger move_idea before insert or update on public.ideas
  for each row execute function private.move_idea();
create trigger audit after insert or update or delete on public.ideas
  for each row execute function private.audit_row('id');

alter table public.ideas enable row level security;
revoke all on table public.ideas from public, anon, authenticated, service_role;
grant select, delete,
  insert (shop_id, id, title, hypothesis, evidence, score, is_wildcard, state, suggested_by),
  update (title, hypothesis, evidence, score, is_wildcard, state)
  on table public.ideas to authenticated;
grant select, insert, update, delete on table public.ideas to service_role;

create policy ideas_select on public.ideas for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy ideas_insert on public.ideas for insert to authenticated
  with check (
    shop_id = any ((select private.shop_ids('operator'))::uuid[])
    and suggested_by = (select auth.uid())
  );
create policy ideas_update on public.ideas for update to authenticated
  using (shop_id = any ((select private.shop_ids('reviewer'))::uuid[]))
  with check (shop_id = any ((select private.shop_ids('reviewer'))::uuid[]));
create policy ideas_delete on public.ideas for delete to authenticated
  using (
    shop_id = any ((select private.shop_ids('operator'))::uuid[])
    and suggested_by = (select auth.uid())
    and state = 'queued'
  );
