-- Takes 20261102090700_approvals back.
drop table public.approvals;
drop function private.touch_updated_at();
drop type public.risk_level;
drop type public.approval_kind;
drop type public.approval_state;
