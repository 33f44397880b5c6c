-- Takes 20261102090800_approval_states back.
drop trigger keep_decided on public.approvals;
drop trigger move_approval on public.approvals;
drop function private.keep_decided();
drop function private.move_approval();
drop table private.approval_transitions;
