-- Takes 20261105090500_inventory back.
drop table public.inventory_levels;
drop table public.inventory_snapshots;
