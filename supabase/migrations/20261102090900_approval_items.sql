-- Items: the single changes that one approval proposes. Frozen once it has left draft.

create table public.approval_items (
  shop_id uuid not null,
  approval_id uuid not null,
  position smallint not null check (position between 1 and 100),
  subject public.label not null,
  before jsonb,
  body public.prose not null,
  primary key (shop_id, approval_id, position),
  foreign key (shop_id, approval_id) references public.approvals (shop_id, id) on delete cascade
);
comment on table public.approval_items is 'What an approval would change, item by item, as its author proposed it.';
comment on column public.approval_items.before is 'The value that would be replaced; null when nothing is.';
comment on column public.approval_items.body is 'The proposed text or value. Reviewers do not change it: they add approval_edits.';

create function private.freeze_items() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  frozen public.approval_state;
begin
  -- Both approvals of an item that moves. Held until commit: neither can be submitted
  -- between this look and the write.
  for frozen in
    select state from public.approvals
    where (tg_op <> 'DELETE' and shop_id = new.shop_id and id = new.approval_id)
       or (tg_op <> 'INSERT' and shop_id = old.shop_id and id = old.approval_id)
    order by shop_id, id
    for share
  loop
    if frozen <> 'draft' then
      raise exception 'items of an approval that is % are not changed', frozen
        using errcode = 'restrict_violation';
    end if;
  end loop;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
comment on function private.freeze_items() is 'Items follow their approval: open while it is a draft, frozen afterwards.';
revoke execute on function private.freeze_items() from public;

create trigger freeze_items before insert or update or delete on public.approval_items
  for each row execute function private.freeze_items();

alter table public.approval_items enable row level security;
revoke all on table public.approval_items from public, anon, authenticated, service_role;
grant select, insert, update (subject, before, body), delete on table public.approval_items to authenticated;
grant select, insert, update, delete on table public.approval_items to service_role;

create policy approval_items_select on public.approval_items for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy approval_items_insert on public.approval_items for insert to authenticated
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
create policy approval_items_update on public.approval_items for update to authenticated
  using (shop_id = any ((select private.shop_ids('operator'))::uuid[]))
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
create policy approval_items_delete on public.approval_items for delete to authenticated
  using (shop_id = any ((select private.shop_ids('operator'))::uuid[]));

create trigger audit after insert or update or delete on public.approval_items
  for each row execute function private.audit_row('approval_id', 'position');
