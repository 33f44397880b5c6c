-- Picks: who picked which order, in pieces, and what that pays.

create table public.picks (
  shop_id uuid not null,
  order_key text not null check (order_key <> '' and length(order_key) <= 200),
  picker_id uuid not null default auth.uid(),
  picked_at timestamptz not null default now(),
  primary key (shop_id, order_key),
  foreign key (shop_id, picker_id) references public.shop_members (shop_id, user_id)
);
comment on table public.picks is 'One row per picked order: an order is paid for once.';
create index picks_picker_idx on public.picks (shop_id, picker_id, picked_at);
comment on index public.picks_picker_idx is 'Foreign key to shop_members; payouts of a picker in a period.';

create table public.pick_lines (
  shop_id uuid not null,
  order_key text not null,
  variant_id uuid not null,
  units public.quantity not null,
  pieces public.quantity not null,
  primary key (shop_id, order_key, variant_id),
  foreign key (shop_id, order_key) references public.picks (shop_id, order_key) on delete cascade,
  foreign key (shop_id, variant_id) references public.variants (shop_id, id)
);
comment on table public.pick_lines is 'What was picked. Pieces are units × pack size (PACK:n), or the pieces of its components for a kit.';
create index pick_lines_variant_idx on public.pick_lines (shop_id, variant_id);
comment on index public.pick_lines_variant_idx is 'Foreign key to variants.';

create function private.count_pieces() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  select new.units * coalesce(
    (select sum(part.quantity * part_product.pack_size)
     from public.kit_components part
     join public.variants part_variant
       on part_variant.shop_id = part.shop_id and part_variant.id = part.component_variant_id
     join public.products part_product
       on part_product.shop_id = part.shop_id and part_product.id = part_variant.product_id
     where product.is_kit and part.shop_id = new.shop_id and part.kit_variant_id = new.variant_id),
    product.pack_size
  ) into new.pieces
  from public.variants variant
  join public.products product on product.shop_id = variant.shop_id and product.id = variant.product_id
  where variant.shop_id = new.shop_id and variant.id = new.variant_id;
  return new;
end
$$;
comment on function private.count_pieces() is 'Counts pieces when they are picked: later changes of tags change no payout.';
revoke execute on function private.count_pieces() from public;

create trigger count_pieces before insert on public.pick_lines
  for each row execute function private.count_pieces();
create trigger audit after insert or update or delete on public.picks
  for each row execute function private.audit_row('order_key');

create view public.picker_payouts with (security_invoker = true) as
  select
    pick.shop_id,
    pick.order_key,
    pick.picker_id,
    pick.picked_at,
    coalesce(sum(line.pieces), 0)::bigint as pieces,
    private.picker_payout(coalesce(sum(line.pieces), 0)::bigint) as payout
  from public.picks pick
  left join public.pick_lines line
    on line.shop_id = pick.shop_id and line.order_key = pick.order_key
  group by pick.shop_id, pick.order_key;
comment on view public.picker_payouts is 'What each picked order pays its picker.';

alter table public.picks enable row level security;
alter table public.pick_lines enable row level security;
revoke all on table public.picks, public.pick_lines, public.picker_payouts
  from public, anon, authenticated, service_role;
grant select, insert on table public.picks, public.pick_lines to authenticated, service_role;
grant select on table public.picker_payouts to authenticated, service_role;

create policy picks_select on public.picks for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy picks_insert on public.picks for insert to authenticated
  with check (
    shop_id = any ((select private.shop_ids('operator'))::uuid[])
    and picker_id = (select auth.uid())
  );
create policy pick_lines_select on public.pick_lines for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy pick_lines_insert on public.pick_lines for insert to authenticated
  with check (
    shop_id = any ((select private.shop_ids('operator'))::uuid[])
    and exists (
      select from public.picks pick
      where pick.shop_id = pick_lines.shop_id and pick.order_key = pick_lines.order_key
        and pick.picker_id = (select auth.uid())
    )
  );
