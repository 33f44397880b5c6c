-- Products and their variants. Kits and packs are said by tags: BUNDLE:TRUE and PACK:n.

create type public.product_state as enum ('draft', 'active', 'archived');

create function private.pack_size(tags text[]) returns integer
language sql immutable parallel safe set search_path = '' as $$
  select coalesce(
    (select max(substring(tag from '^PACK:([1-9][0-9]{0,3})$')::integer) from unnest(tags) tag),
    1
  )
$$;
comment on function private.pack_size(text[]) is 'Pieces in one unit: n of the tag PACK:n, else 1.';
revoke execute on function private.pack_size(text[]) from public;
grant execute on function private.pack_size(text[]) to authenticated, service_role;

create table public.products (
  shop_id uuid not null references public.shops (id),
  id uuid not null default gen_random_uuid(),
  handle public.slug not null,
  title public.label not null,
  state public.product_state not null default 'draft',
  tags text[] not null default '{}',
  is_kit boolean not null generated always as ('BUNDLE:TRUE' = any (tags)) stored,
  pack_size integer not null generated always as (private.pack_size(tags)) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (shop_id, id),
  unique (shop_id, handle),
  constraint products_tags_without_null check (array_position(tags, null) is null)
);
comment on table public.products is 'What a shop sells.';
comment on column public.products.is_kit is 'From the tag BUNDLE:TRUE: stock comes from kit_components.';
comment on column public.products.pack_size is 'From the tag PACK:n: pieces that a picker takes per unit.';

create table public.variants (
  shop_id uuid not null,
  id uuid not null default gen_random_uuid(),
  product_id uuid not null,
  sku text not null check (sku ~ '^[A-Z0-9][A-Z0-9._-]{0,39}$'),
  title public.label not null,
  price public.money_amount not null,
  unit_cost public.money_amount not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (shop_id, id),
  unique (shop_id, sku),
  foreign key (shop_id, product_id) references public.products (shop_id, id)
);
comment on table public.variants is 'What is counted, bought and sold: one SKU.';
create index variants_product_idx on public.variants (shop_id, product_id);
comment on index public.variants_product_idx is 'Foreign key to products.';

create trigger touch_updated_at before update on public.products
  for each row execute function private.touch_updated_at();
create trigger touch_updated_at before update on public.variants
  for each row execute function private.touch_updated_at();
create trigger audit after insert or update or delete on public.products
  for each row execute function private.audit_row('id');
create trigger audit after insert or update or delete on public.variants
  for each row execute function private.audit_row('id');

alter table public.products enable row level security;
alter table public.variants enable row level security;
revoke all on table public.products, public.variants from public, anon, authenticated, service_role;
grant select, insert, update (handle, title, state, tags) on table public.products to authenticated;
grant select, insert, update (sku, title, price, unit_cost) on table public.variants to authenticated;
grant select, insert, update, delete on table public.products, public.variants to service_role;

create policy products_select on public.products for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy products_insert on public.products for insert to authenticated
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
create policy products_update on public.products for update to authenticated
  using (shop_id = any ((select private.shop_ids('operator'))::uuid[]))
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
create policy variants_select on public.variants for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy variants_insert on public.variants for insert to authenticated
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
create policy variants_update on public.variants for update to authenticated
  using (shop_id = any ((select private.shop_ids('operator'))::uuid[]))
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
