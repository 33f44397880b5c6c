-- How an approval moves: the legal transitions, who may make them, and what they freeze.
-- Enforced for every role; two sessions that decide at once take turns on the row, and the
-- second finds a state from which its transition is not legal.

create table private.approval_transitions (
  from_state public.approval_state not null,
  to_state public.approval_state not null,
  least_role public.shop_role not null,
  -- true: the author only; false: anybody but the author; null: either.
  by_author boolean,
  primary key (from_state, to_state)
);
comment on table private.approval_transitions is 'Every legal step of public.approvals.state; whatever is not here is refused.';
alter table private.approval_transitions enable row level security;

insert into private.approval_transitions (from_state, to_state, least_role, by_author) values
  ('draft', 'pending_review', 'operator', true),
  ('pending_review', 'draft', 'operator', true),
  ('pending_review', 'approved', 'reviewer', false),
  ('pending_review', 'rejected', 'reviewer', false),
  ('approved', 'applied', 'operator', null),
  ('applied', 'audited', 'reviewer', null),
  ('audited', 'learned', 'operator', null);

create function private.move_approval() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  step private.approval_transitions;
  caller uuid := (select auth.uid());
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'an approval begins as a draft, not as %', new.state
        using errcode = 'check_violation';
    end if;
    return new;
  end if;

  if (
    new.kind, new.title, new.author_id, new.evidence, new.impact, new.risk, new.risk_level,
    new.rollback_plan, new.created_at
  ) is distinct from (
    old.kind, old.title, old.author_id, old.evidence, old.impact, old.risk, old.risk_level,
    old.rollback_plan, old.created_at
  ) then
    if old.state <> 'draft' then
      raise exception 'a proposal that has left draft is not edited'
        using errcode = 'restrict_violation', hint = 'the author may withdraw it to draft while it is pending';
    elsif caller <> old.author_id then
      raise exception 'only its author edits a draft' using errcode = 'insufficient_privilege';
    end if;
  end if;

  if new.state = old.state then
    if (
      new.reviewer_id, new.decision_note, new.lesson, new.submitted_at, new.decided_at,
      new.applied_at, new.audited_at, new.learned_at
    ) is distinct from (
      old.reviewer_id, old.decision_note, old.lesson, old.submitted_at, old.decided_at,
      old.applied_at, old.audited_at, old.learned_at
    ) then
      raise exception 'decisions and dates change only with the state'
        using errcode = 'restrict_violation';
    end if;
    return new;
  end if;

  select * into step from private.approval_transitions
  where from_state = old.state and to_state = new.state;
  if not found then
    raise exception 'an approval does not move from % to %', old.state, new.state
      using errcode = 'check_violation';
  end if;

  -- Without a user (service_role, jobs) the reviewer is named by the caller and checked the same.
  if new.state in ('approved', 'rejected') then
    caller := coalesce(caller, new.reviewer_id);
    new.reviewer_id := caller;
  end if;
  if caller is not null then
    if step.by_author <> (caller = old.author_id) then
      raise exception '% to % is for % only', old.state, new.state,
        case when step.by_author then 'the author' else 'a reviewer other than the author' end
        using errcode = 'insufficient_privilege';
    end if;
    if not exists (
      select from public.shop_members member
      where member.shop_id = old.shop_id and member.user_id = caller
        and member.revoked_at is null and member.role >= step.least_role
    ) then
      raise exception '% to % needs at least the role %', old.state, new.state, step.least_role
        using errcode = 'insufficient_privilege';
    end if;
  end if;

  case new.state
    when 'pending_review' then new.submitted_at := now();
    when 'draft' then new.submitted_at := null;
    when 'applied' then new.applied_at := now();
    when 'audited' then new.audited_at := now();
    when 'learned' then new.learned_at := now();
    else new.decided_at := now();
  end case;
  return new;
end
$$;
comment on function private.move_approval() is 'Checks each step against private.approval_transitions, stamps it, and freezes what was decided.';
revoke execute on function private.move_approval() from public;

create trigger move_approval before insert or update on public.approvals
  for each row execute function private.move_approval();

create function private.keep_decided() returns trigger
language plpgsql set search_path = '' as $$
begin
  if old.state <> 'draft' then
    raise exception 'an approval that has left draft is not deleted' using errcode = 'restrict_violation';
  end if;
  return old;
end
$$;
comment on function private.keep_decided() is 'Only drafts are deleted, by anybody.';
revoke execute on function private.keep_decided() from public;

create trigger keep_decided before delete on public.approvals
  for each row execute function private.keep_decided();
