-- A shop that has had a manager keeps one: the last of them can be neither demoted nor revoked.

create function private.keep_a_manager() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- Two managers who revoke each other at once take turns here.
  perform from public.shops where id = old.shop_id for no key update;
  if not exists (
    select from public.shop_members
    where shop_id = old.shop_id and role = 'manager' and revoked_at is null
  ) then
    raise exception 'shop % would be left without a manager', old.shop_id
      using errcode = 'restrict_violation', hint = 'make somebody else a manager first';
  end if;
  return null;
end
$$;
comment on function private.keep_a_manager() is 'Looks again after a manager is demoted, revoked or removed.';
revoke execute on function private.keep_a_manager() from public;

create trigger keep_a_manager_update after update of role, revoked_at on public.shop_members
  for each row when (
    old.role = 'manager' and old.revoked_at is null
    and (new.role <> 'manager' or new.revoked_at is not null)
  )
  execute function private.keep_a_manager();
create trigger keep_a_manager_delete after delete on public.shop_members
  for each row when (old.role = 'manager' and old.revoked_at is null)
  execute function private.keep_a_manager();
