-- Takes 20261102090400_last_manager back.
drop trigger keep_a_manager_delete on public.shop_members;
drop trigger keep_a_manager_update on public.shop_members;
drop function private.keep_a_manager();
