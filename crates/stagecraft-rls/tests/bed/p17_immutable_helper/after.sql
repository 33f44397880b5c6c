-- P17: the policy that calls it.
grant execute on function private.caller() to authenticated;
alter policy read on public.docs using (tenant_id in (select m.tenant_id from private.members m where m.user_id = private.caller()));
