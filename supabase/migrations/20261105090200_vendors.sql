-- Vendors: who is bought from and how long it takes, and which variants come from whom.

create table public.vendors (
  shop_id uuid not null references public.shops (id),
  id uuid not null default gen_random_uuid(),
  name public.label not null,
  average_lead_days numeric(6, 2) not null default 14,
  max_lead_days numeric(6, 2) not null default 21,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (shop_id, id),
  unique (shop_id, name),
  constraint vendors_lead_days check (0 < average_lead_days and average_lead_days <= max_lead_days)
);
comment on table public.vendors is 'Suppliers. Lead times are what they promise; received purchase orders correct them.';

create table public.variant_vendors (
  shop_id uuid not null,
  variant_id uuid not null,
  vendor_id uuid not null,
  primary key (shop_id, variant_id),
  foreign key (shop_id, variant_id) references public.variants (shop_id, id) on delete cascade,
  foreign key (shop_id, vendor_id) references public.vendors (shop_id, id)
);
comment on table public.variant_vendors is 'The vendor a variant is reordered from; a variant without one is not reordered.';
create index variant_vendors_vendor_idx on public.variant_vendors (shop_id, vendor_id);
comment on index public.variant_vendors_vendor_idx is 'Foreign key to vendors.';

create trigger touch_updated_at before update on public.vendors
  for each row execute function private.touch_updated_at();
create trigger audit after insert or update or delete on public.vendors
  for each row execute function private.audit_row('id');
create trigger audit after insert or update or delete on public.variant_vendors
  for each row execute function private.audit_row('variant_id');

alter table public.vendors enable row level security;
alter table public.variant_vendors enable row level security;
revoke all on table public.vendors, public.variant_vendors from public, anon, authenticated, service_role;
grant select, insert, update (name, average_lead_days, max_lead_days) on table public.vendors to authenticated;
grant select, insert, update (vendor_id), delete on table public.variant_vendors to authenticated;
grant select, insert, update, delete on table public.vendors, public.variant_vendors to service_role;

create policy vendors_select on public.vendors for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy vendors_insert on public.vendors for insert to authenticated
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
create policy vendors_update on public.vendors for update to authenticated
  using (shop_id = any ((select private.shop_ids('operator'))::uuid[]))
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
create policy variant_vendors_select on public.variant_vendors for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy variant_vendors_insert on public.variant_vendors for insert to authenticated
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
create policy variant_vendors_update on public.variant_vendors for update to authenticated
  using (shop_id = any ((select private.shop_ids('operator'))::uuid[]))
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
create policy variant_vendors_delete on public.variant_vendors for delete to authenticated
  using (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
