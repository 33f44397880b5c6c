-- The audit trail: append-only, one hash chain per shop, checked by a function.
-- Rows are written by triggers (next migration) and by jobs, never by an API role.

create table private.audit_heads (
  shop_id uuid primary key references public.shops (id),
  seq bigint not null default 0 check (seq >= 0),
  hash bytea not null default '\x'
);
comment on table private.audit_heads is 'The newest link of each chain. Its row lock makes writers of one shop take turns.';
alter table private.audit_heads enable row level security;

create table public.audit_log (
  shop_id uuid not null references public.shops (id),
  seq bigint not null check (seq > 0),
  at timestamptz not null,
  actor_id uuid,
  actor_role text not null,
  action text not null check (action in ('insert', 'update', 'delete', 'purge')),
  relation text not null,
  row_key jsonb not null,
  before jsonb,
  after jsonb,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (shop_id, seq),
  constraint audit_log_sides check (
    case action
      when 'insert' then before is null and after is not null
      when 'update' then before is not null and after is not null
      when 'delete' then before is not null and after is null
      else after is not null
    end
  )
);
comment on table public.audit_log is 'Who changed what, in order. For updates before/after hold the changed columns only.';
comment on column public.audit_log.hash is 'sha256 of previous_hash and the canonical text of this row: private.audit_hash().';

create index audit_log_row_idx on public.audit_log (shop_id, relation, at);
comment on index public.audit_log_row_idx is 'History of one table of a shop, newest first.';

create function private.audit_hash(entry public.audit_log) returns bytea
language sql immutable set search_path = '' as $$
  select sha256(entry.previous_hash || convert_to(jsonb_build_array(
    entry.shop_id, entry.seq, extract(epoch from entry.at), entry.actor_id, entry.actor_role,
    entry.action, entry.relation, entry.row_key, entry.before, entry.after
  )::text, 'UTF8'))
$$;
comment on function private.audit_hash(public.audit_log) is 'Depends on stored values only: not on time zone, locale or server version.';
revoke execute on function private.audit_hash(public.audit_log) from public;
grant execute on function private.audit_hash(public.audit_log) to authenticated, service_role;

create function private.audit_append(
  shop uuid, action text, relation text, row_key jsonb, before jsonb, after jsonb
) returns void
language plpgsql security definer set search_path = '' as $$
declare
  head private.audit_heads;
  entry public.audit_log;
begin
  insert into private.audit_heads (shop_id) values (shop) on conflict do nothing;
  select * into strict head from private.audit_heads where shop_id = shop for update;
  entry := row(
    shop, head.seq + 1, clock_timestamp(), (select auth.uid()),
    coalesce(nullif(current_setting('role', true), 'none'), session_user),
    action, relation, row_key, before, after, head.hash, ''
  );
  entry.hash := private.audit_hash(entry);
  insert into public.audit_log select entry.*;
  update private.audit_heads set seq = entry.seq, hash = entry.hash where shop_id = shop;
end
$$;
comment on function private.audit_append(uuid, text, text, jsonb, jsonb, jsonb) is 'Adds one link to the chain of a shop.';
revoke execute on function private.audit_append(uuid, text, text, jsonb, jsonb, jsonb) from public;

create function private.refuse_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception '% on %.% is refused: its rows are never changed', tg_op, tg_table_schema, tg_table_name
    using errcode = 'restrict_violation';
end
$$;
comment on function private.refuse_change() is 'For append-only tables: refuses every role, the owner and service_role too.';
revoke execute on function private.refuse_change() from public;

create trigger refuse_change before update or delete on public.audit_log
  for each row execute function private.refuse_change();
create trigger refuse_truncate before truncate on public.audit_log
  for each statement execute function private.refuse_change();

alter table public.audit_log enable row level security;
revoke all on table public.audit_log from public, anon, authenticated, service_role;
grant select on table public.audit_log to authenticated, service_role;

create policy audit_log_select on public.audit_log for select to authenticated
  using (shop_id = any ((select private.shop_ids('reviewer'))::uuid[]));
