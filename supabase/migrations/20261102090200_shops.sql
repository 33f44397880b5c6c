-- The tenant is a shop. Every other row of `public` carries a shop_id and leads its key with it.

create table public.shops (
  id uuid primary key default gen_random_uuid(),
  slug public.slug not null unique,
  name public.label not null,
  currency public.currency_code not null default 'USD',
  time_zone text not null default 'UTC',
  created_at timestamptz not null default now(),
  archived_at timestamptz,
  constraint shops_archived_after_created check (archived_at >= created_at)
);
comment on table public.shops is 'Tenants. Created and archived by the platform (service_role); managers edit name, currency and time zone.';
comment on column public.shops.time_zone is 'IANA name; decides where a business day begins and ends.';

create function private.check_time_zone() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform now() at time zone new.time_zone;
  return new;
exception when invalid_parameter_value then
  raise exception 'unknown time zone "%"', new.time_zone
    using errcode = 'check_violation', hint = 'use an IANA name such as Europe/Berlin';
end
$$;
comment on function private.check_time_zone() is 'Refuses a shop whose time zone this server does not know.';
revoke execute on function private.check_time_zone() from public;

create trigger check_time_zone before insert or update of time_zone on public.shops
  for each row execute function private.check_time_zone();

alter table public.shops enable row level security;
revoke all on table public.shops from public, anon, authenticated, service_role;
grant select, update (name, currency, time_zone) on table public.shops to authenticated;
grant select, insert, update on table public.shops to service_role;
