-- tile: stock_risk
-- title: What runs out
-- owner: inventory
-- budget_p95_ms: 100
-- columns: shop_id uuid, variant_id uuid, sku text, product text, status stock_status, on_hand integer, pieces_on_hand integer, incoming integer, weeks_of_stock numeric, reorder_point integer, suggested_units integer, as_of date
select shop_id, variant_id, sku, product, status, on_hand, pieces_on_hand, incoming,
  weeks_of_stock, reorder_point, suggested_units, as_of
from public.tile_stock_risk
order by shop_id, status, weeks_of_stock nulls last, sku
limit 100;
