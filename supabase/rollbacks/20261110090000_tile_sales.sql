-- Takes 20261110090000_tile_sales back.
drop view public.tile_returns;
drop view public.tile_average_order;
drop view public.tile_revenue;
