-- Approvals: a change to the business, proposed by one member and decided by another.
-- This file says what an approval is and who sees it; the next one says how it moves.

create type public.approval_state as enum (
  'draft', 'pending_review', 'approved', 'applied', 'audited', 'learned', 'rejected'
);
create type public.approval_kind as enum (
  'customer_reply', 'price_change', 'reorder', 'campaign', 'seo_fix', 'content', 'product_launch'
);
create type public.risk_level as enum ('low', 'medium', 'high');

create function private.touch_updated_at() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := now();
  return new;
end
$$;
comment on function private.touch_updated_at() is 'Keeps updated_at true whatever the client sends.';
revoke execute on function private.touch_updated_at() from public;

create table public.approvals (
  shop_id uuid not null references public.shops (id),
  id uuid not null default gen_random_uuid(),
  kind public.approval_kind not null,
  title public.label not null,
  state public.approval_state not null default 'draft',
  author_id uuid not null default auth.uid(),
  evidence jsonb not null default '[]',
  impact public.prose,
  risk public.prose,
  risk_level public.risk_level,
  rollback_plan public.prose,
  reviewer_id uuid,
  decision_note public.prose,
  lesson public.prose,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  submitted_at timestamptz,
  decided_at timestamptz,
  applied_at timestamptz,
  audited_at timestamptz,
  learned_at timestamptz,
  primary key (shop_id, id),
  foreign key (shop_id, author_id) references public.shop_members (shop_id, user_id),
  foreign key (shop_id, reviewer_id) references public.shop_members (shop_id, user_id),
  constraint approvals_evidence_is_list check (
    jsonb_typeof(evidence) = 'array'
    and not jsonb_path_exists(evidence, '$[*] ? (@ == null || @ == "")')
  ),
  constraint approvals_complete_before_review check (
    state = 'draft'
    or (jsonb_array_length(evidence) > 0 and impact is not null and risk is not null
        and risk_level is not null and rollback_plan is not null and submitted_at is not null)
  ),
  constraint approvals_reviewer_is_not_author check (reviewer_id <> author_id),
  constraint approvals_decided_by_somebody check (
    (state in ('draft', 'pending_review')) = (reviewer_id is null)
    and (reviewer_id is null) = (decided_at is null)
  ),
  constraint approvals_rejection_says_why check (state <> 'rejected' or decision_note is not null),
  constraint approvals_steps_in_order check (
    (applied_at is not null) = (state in ('applied', 'audited', 'learned'))
    and (audited_at is not null) = (state in ('audited', 'learned'))
    and (learned_at is not null) = (state = 'learned')
    and (state = 'learned') = (lesson is not null)
  )
);
comment on table public.approvals is 'Proposed changes with evidence, impact, risk and rollback; state moves by private.move_approval().';
comment on column public.approvals.evidence is 'A list of {"label": …, "url" or "fact": …}: what the proposal rests on.';
comment on column public.approvals.lesson is 'What to do differently next time; written with the step to learned.';

create index approvals_queue_idx on public.approvals (shop_id, state, submitted_at);
comment on index public.approvals_queue_idx is 'Tile approvals_queue.';
create index approvals_author_idx on public.approvals (shop_id, author_id);
comment on index public.approvals_author_idx is 'Foreign key to shop_members.';
create index approvals_reviewer_idx on public.approvals (shop_id, reviewer_id);
comment on index public.approvals_reviewer_idx is 'Foreign key to shop_members.';

alter table public.approvals enable row level security;
revoke all on table public.approvals from public, anon, authenticated, service_role;
grant select, delete,
  insert (shop_id, id, kind, title, author_id, evidence, impact, risk, risk_level, rollback_plan),
  update (kind, title, state, evidence, impact, risk, risk_level, rollback_plan, decision_note, lesson)
  on table public.approvals to authenticated;
grant select, insert, update, delete on table public.approvals to service_role;

create policy approvals_select on public.approvals for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy approvals_insert on public.approvals for insert to authenticated
  with check (
    shop_id = any ((select private.shop_ids('operator'))::uuid[])
    and author_id = (select auth.uid())
  );
create policy approvals_update on public.approvals for update to authenticated
  using (shop_id = any ((select private.shop_ids('operator'))::uuid[]))
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
create policy approvals_delete on public.approvals for delete to authenticated
  using (
    shop_id = any ((select private.shop_ids('operator'))::uuid[])
    and author_id = (select auth.uid())
    and state = 'draft'
  );

create trigger audit after insert or update or delete on public.approvals
  for each row execute function private.audit_row('id');
create trigger touch_updated_at before update on public.approvals
  for each row execute function private.touch_updated_at();
