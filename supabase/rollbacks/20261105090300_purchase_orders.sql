-- Takes 20261105090300_purchase_orders back.
drop table public.purchase_order_lines;
drop table public.purchase_orders;
drop function private.move_purchase_order();
drop type public.purchase_order_state;
