-- Takes 20261105090400_stock_formulas back.
drop function private.picker_payout(bigint);
drop function private.stock_status(integer, numeric, numeric);
drop function private.reorder_point(numeric, numeric, numeric, numeric);
drop function private.safety_stock(numeric, numeric, numeric, numeric);
drop type public.stock_status;
