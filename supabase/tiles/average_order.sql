-- tile: average_order
-- title: Average order value
-- owner: growth
-- budget_p95_ms: 50
-- columns: shop_id uuid, day date, orders integer, average_order numeric, average_order_7_days numeric
select shop_id, day, orders, average_order, average_order_7_days
from public.tile_average_order
order by shop_id, day;
