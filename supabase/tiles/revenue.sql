-- tile: revenue
-- title: Revenue, last 30 days
-- owner: growth
-- budget_p95_ms: 100
-- columns: shop_id uuid, day date, orders integer, revenue numeric, refunds numeric, is_final boolean
select shop_id, day, orders, revenue, refunds, is_final
from public.tile_revenue
order by shop_id, day;
