-- Takes 20261102090600_audit_triggers back.
drop function public.verify_audit_trail(uuid);
drop trigger audit on public.shop_members;
drop trigger audit on public.shops;
drop function private.audit_row();
