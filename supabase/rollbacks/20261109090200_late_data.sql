-- Takes 20261109090200_late_data back.
drop trigger mark_late_update on public.inventory_snapshots;
drop trigger mark_late_insert on public.inventory_snapshots;
drop function private.mark_late_stock();
drop trigger mark_late_reopen on public.conversations;
drop trigger mark_late_update on public.conversations;
drop trigger mark_late_insert on public.conversations;
drop function private.mark_late_conversations();
drop trigger mark_late on public.signals;
drop function private.mark_late_signals();
