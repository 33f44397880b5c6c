-- What writes the audit trail: one trigger function for every table that matters,
-- and the function with which a reviewer checks the chain.

create function private.audit_row() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  now_is jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  whole jsonb := coalesce(now_is, was);
  changed text[];
begin
  if tg_op = 'UPDATE' then
    select array_agg(field.key) into changed
    from jsonb_each(now_is) field
    where field.key <> 'updated_at' and field.value is distinct from was -> field.key;
    if changed is null then
      return null;
    end if;
    was := (select jsonb_object_agg(key, value) from jsonb_each(was) where key = any (changed));
    now_is := (select jsonb_object_agg(key, value) from jsonb_each(now_is) where key = any (changed));
  end if;
  perform private.audit_append(
    coalesce(whole ->> 'shop_id', whole ->> 'id')::uuid,
    lower(tg_op),
    tg_table_name,
    (select jsonb_object_agg(name, whole -> name) from unnest(tg_argv) name),
    was,
    now_is
  );
  return null;
end
$$;
comment on function private.audit_row() is 'Arguments: the key columns beside shop_id. A row without shop_id is a shop.';
revoke execute on function private.audit_row() from public;

create trigger audit after insert or update or delete on public.shops
  for each row execute function private.audit_row('id');
create trigger audit after insert or update or delete on public.shop_members
  for each row execute function private.audit_row('user_id');

create function public.verify_audit_trail(shop uuid)
returns table (entries bigint, first_broken bigint, head_hash text)
language sql stable security invoker set search_path = ''
begin atomic
  with link as (
    select
      entry.seq,
      entry.hash,
      entry.seq = lag(entry.seq, 1, 0::bigint) over chain + 1
        and entry.previous_hash = lag(entry.hash, 1, '\x'::bytea) over chain
        and entry.hash = private.audit_hash(entry) as sound
    from public.audit_log entry
    where entry.shop_id = verify_audit_trail.shop
    window chain as (order by entry.seq)
  )
  select
    count(*),
    min(link.seq) filter (where not link.sound),
    encode((array_agg(link.hash order by link.seq desc))[1], 'hex')
  from link;
end;
comment on function public.verify_audit_trail(uuid) is
  'Recomputes the chain of a shop that the caller may review: first_broken is null when every link holds. Keep head_hash elsewhere: with it a shortened chain shows too.';
revoke execute on function public.verify_audit_trail(uuid) from public, anon, authenticated, service_role;
grant execute on function public.verify_audit_trail(uuid) to authenticated, service_role;
