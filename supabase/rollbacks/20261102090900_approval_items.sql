-- Takes 20261102090900_approval_items back.
drop table public.approval_items;
drop function private.freeze_items();
