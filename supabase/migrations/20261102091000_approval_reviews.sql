-- What reviewers leave behind: grades of tone, accuracy and policy, and edits.
-- Both are append-only from the moment they are written.

create table public.approval_grades (
  shop_id uuid not null,
  approval_id uuid not null,
  position smallint not null,
  grader_id uuid not null default auth.uid(),
  tone public.grade not null,
  accuracy public.grade not null,
  policy public.grade not null,
  note public.prose,
  graded_at timestamptz not null default now(),
  primary key (shop_id, approval_id, position, grader_id),
  foreign key (shop_id, approval_id, position)
    references public.approval_items (shop_id, approval_id, position),
  foreign key (shop_id, grader_id) references public.shop_members (shop_id, user_id)
);
comment on table public.approval_grades is 'One grade per item and grader; never by the author, never changed.';
create index approval_grades_grader_idx on public.approval_grades (shop_id, grader_id);
comment on index public.approval_grades_grader_idx is 'Foreign key to shop_members.';

create table public.approval_edits (
  shop_id uuid not null,
  approval_id uuid not null,
  position smallint not null,
  revision smallint not null check (revision > 0),
  editor_id uuid not null default auth.uid(),
  body public.prose not null,
  reason public.label,
  edited_at timestamptz not null default now(),
  primary key (shop_id, approval_id, position, revision),
  foreign key (shop_id, approval_id, position)
    references public.approval_items (shop_id, approval_id, position),
  foreign key (shop_id, editor_id) references public.shop_members (shop_id, user_id)
);
comment on table public.approval_edits is 'What a reviewer made of an item; the highest revision counts. Two editors of the same revision: the second is told by the key.';
create index approval_edits_editor_idx on public.approval_edits (shop_id, editor_id);
comment on index public.approval_edits_editor_idx is 'Foreign key to shop_members.';

create function private.open_for_review() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  approval public.approvals;
begin
  select * into approval from public.approvals
  where shop_id = new.shop_id and id = new.approval_id for share;
  if coalesce(to_jsonb(new) ->> 'grader_id' = approval.author_id::text, false) then
    raise exception 'an author does not grade their own proposal' using errcode = 'insufficient_privilege';
  end if;
  if approval.state = 'pending_review'
    or (tg_table_name = 'approval_grades' and approval.state in ('approved', 'applied', 'audited'))
  then
    return new;
  end if;
  raise exception 'an approval that is % takes no %', approval.state,
    case tg_table_name when 'approval_grades' then 'grades' else 'edits' end
    using errcode = 'restrict_violation';
end
$$;
comment on function private.open_for_review() is 'Edits while pending review; grades until the approval is learned or rejected.';
revoke execute on function private.open_for_review() from public;

create trigger open_for_review before insert on public.approval_grades
  for each row execute function private.open_for_review();
create trigger open_for_review before insert on public.approval_edits
  for each row execute function private.open_for_review();
create trigger refuse_change before update or delete on public.approval_grades
  for each row execute function private.refuse_change();
create trigger refuse_change before update or delete on public.approval_edits
  for each row execute function private.refuse_change();

alter table public.approval_grades enable row level security;
alter table public.approval_edits enable row level security;
revoke all on table public.approval_grades, public.approval_edits
  from public, anon, authenticated, service_role;
grant select, insert on table public.approval_grades, public.approval_edits to authenticated, service_role;

create policy approval_grades_select on public.approval_grades for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy approval_grades_insert on public.approval_grades for insert to authenticated
  with check (
    shop_id = any ((select private.shop_ids('reviewer'))::uuid[])
    and grader_id = (select auth.uid())
  );
create policy approval_edits_select on public.approval_edits for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy approval_edits_insert on public.approval_edits for insert to authenticated
  with check (
    shop_id = any ((select private.shop_ids('reviewer'))::uuid[])
    and editor_id = (select auth.uid())
  );

create trigger audit after insert on public.approval_grades
  for each row execute function private.audit_row('approval_id', 'position', 'grader_id');
create trigger audit after insert on public.approval_edits
  for each row execute function private.audit_row('approval_id', 'position', 'revision');
