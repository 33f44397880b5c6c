-- Purchase orders and their lines. What arrives late here lengthens the lead time that stock is planned with.

create type public.purchase_order_state as enum ('draft', 'ordered', 'received', 'cancelled');

create table public.purchase_orders (
  shop_id uuid not null,
  id uuid not null default gen_random_uuid(),
  vendor_id uuid not null,
  reference public.label not null,
  state public.purchase_order_state not null default 'draft',
  ordered_on date,
  expected_on date,
  received_on date,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (shop_id, id),
  unique (shop_id, reference),
  foreign key (shop_id, vendor_id) references public.vendors (shop_id, id),
  constraint purchase_orders_dates check (expected_on >= ordered_on and received_on >= ordered_on),
  constraint purchase_orders_state_dates check (
    case state
      when 'draft' then ordered_on is null and received_on is null
      when 'ordered' then ordered_on is not null and received_on is null
      when 'received' then ordered_on is not null and received_on is not null
      else received_on is null
    end
  )
);
comment on table public.purchase_orders is 'Orders to vendors. received_on − ordered_on of received ones is the measured lead time.';
create index purchase_orders_vendor_idx on public.purchase_orders (shop_id, vendor_id, received_on);
comment on index public.purchase_orders_vendor_idx is 'Foreign key to vendors; measured lead times of the nightly stock step.';

create table public.purchase_order_lines (
  shop_id uuid not null,
  purchase_order_id uuid not null,
  variant_id uuid not null,
  ordered public.quantity not null,
  received integer not null default 0 check (received >= 0),
  unit_cost public.money_amount not null,
  primary key (shop_id, purchase_order_id, variant_id),
  foreign key (shop_id, purchase_order_id)
    references public.purchase_orders (shop_id, id) on delete cascade,
  foreign key (shop_id, variant_id) references public.variants (shop_id, id)
);
comment on table public.purchase_order_lines is 'What was ordered and what has arrived of it.';
create index purchase_order_lines_variant_idx on public.purchase_order_lines (shop_id, variant_id);
comment on index public.purchase_order_lines_variant_idx is 'Foreign key to variants; units on their way in tile stock_risk.';

create function private.move_purchase_order() returns trigger
language plpgsql set search_path = '' as $$
begin
  if old.state in ('received', 'cancelled') and new is distinct from old then
    raise exception 'a purchase order that is % is not changed', old.state using errcode = 'restrict_violation';
  end if;
  if old.state <> new.state and (old.state, new.state) not in (
    ('draft', 'ordered'), ('draft', 'cancelled'), ('ordered', 'received'), ('ordered', 'cancelled')
  ) then
    raise exception 'a purchase order does not move from % to %', old.state, new.state
      using errcode = 'check_violation';
  end if;
  return new;
end
$$;
comment on function private.move_purchase_order() is 'draft → ordered → received, or cancelled before; final states stay.';
revoke execute on function private.move_purchase_order() from public;

create trigger move_purchase_order before update on public.purchase_orders
  for each row execute function private.move_purchase_order();
create trigger touch_updated_at before update on public.purchase_orders
  for each row execute function private.touch_updated_at();
create trigger audit after insert or update or delete on public.purchase_orders
  for each row execute function private.audit_row('id');
create trigger audit after insert or update or delete on public.purchase_order_lines
  for each row execute function private.audit_row('purchase_order_id', 'variant_id');

alter table public.purchase_orders enable row level security;
alter table public.purchase_order_lines enable row level security;
revoke all on table public.purchase_orders, public.purchase_order_lines
  from public, anon, authenticated, service_role;
grant select, insert, update (vendor_id, reference, state, ordered_on, expected_on, received_on)
  on table public.purchase_orders to authenticated;
grant select, insert, update (ordered, received, unit_cost), delete
  on table public.purchase_order_lines to authenticated;
grant select, insert, update, delete
  on table public.purchase_orders, public.purchase_order_lines to service_role;

create policy purchase_orders_select on public.purchase_orders for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy purchase_orders_insert on public.purchase_orders for insert to authenticated
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
create policy purchase_orders_update on public.purchase_orders for update to authenticated
  using (shop_id = any ((select private.shop_ids('operator'))::uuid[]))
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
create policy purchase_order_lines_select on public.purchase_order_lines for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy purchase_order_lines_insert on public.purchase_order_lines for insert to authenticated
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
create policy purchase_order_lines_update on public.purchase_order_lines for update to authenticated
  using (shop_id = any ((select private.shop_ids('operator'))::uuid[]))
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
create policy purchase_order_lines_delete on public.purchase_order_lines for delete to authenticated
  using (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
