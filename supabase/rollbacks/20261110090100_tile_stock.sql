-- Takes 20261110090100_tile_stock back.
drop view public.tile_stock_risk;
