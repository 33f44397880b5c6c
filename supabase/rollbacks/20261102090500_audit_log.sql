-- Takes 20261102090500_audit_log back.
drop function private.audit_append(uuid, text, text, jsonb, jsonb, jsonb);
drop function private.audit_hash(public.audit_log);
drop table public.audit_log;
drop table private.audit_heads;
drop function private.refuse_change();
