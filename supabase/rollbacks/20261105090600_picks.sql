-- Takes 20261105090600_picks back.
drop view public.picker_payouts;
drop policy pick_lines_insert on public.pick_lines;
drop table public.pick_lines;
drop table public.picks;
drop function private.count_pieces();
