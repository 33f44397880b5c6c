-- Kits: a variant of a BUNDLE:TRUE product is made of other variants.

create table public.kit_components (
  shop_id uuid not null,
  kit_variant_id uuid not null,
  component_variant_id uuid not null,
  quantity public.quantity not null default 1,
  primary key (shop_id, kit_variant_id, component_variant_id),
  foreign key (shop_id, kit_variant_id) references public.variants (shop_id, id),
  foreign key (shop_id, component_variant_id) references public.variants (shop_id, id),
  constraint kit_components_not_itself check (kit_variant_id <> component_variant_id)
);
comment on table public.kit_components is 'How many of which variant one kit takes. A kit has as many units as its scarcest component allows.';
create index kit_components_component_idx on public.kit_components (shop_id, component_variant_id);
comment on index public.kit_components_component_idx is 'Foreign key to variants; which kits a shortage stops.';

create function private.check_kit() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  kit_is_kit boolean;
  component_is_kit boolean;
begin
  select product.is_kit into kit_is_kit
  from public.variants variant
  join public.products product on product.shop_id = variant.shop_id and product.id = variant.product_id
  where variant.shop_id = new.shop_id and variant.id = new.kit_variant_id;
  select product.is_kit into component_is_kit
  from public.variants variant
  join public.products product on product.shop_id = variant.shop_id and product.id = variant.product_id
  where variant.shop_id = new.shop_id and variant.id = new.component_variant_id;
  if not kit_is_kit then
    raise exception 'a variant without the tag BUNDLE:TRUE has no components' using errcode = 'check_violation';
  end if;
  if component_is_kit then
    raise exception 'a kit is not made of kits' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
comment on function private.check_kit() is 'One level only: kits of plain variants, so stock needs no recursion.';
revoke execute on function private.check_kit() from public;

create trigger check_kit before insert or update on public.kit_components
  for each row execute function private.check_kit();
create trigger audit after insert or update or delete on public.kit_components
  for each row execute function private.audit_row('kit_variant_id', 'component_variant_id');

alter table public.kit_components enable row level security;
revoke all on table public.kit_components from public, anon, authenticated, service_role;
grant select, insert, update (quantity), delete on table public.kit_components to authenticated;
grant select, insert, update, delete on table public.kit_components to service_role;

create policy kit_components_select on public.kit_components for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy kit_components_insert on public.kit_components for insert to authenticated
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
create policy kit_components_update on public.kit_components for update to authenticated
  using (shop_id = any ((select private.shop_ids('operator'))::uuid[]))
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
create policy kit_components_delete on public.kit_components for delete to authenticated
  using (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
