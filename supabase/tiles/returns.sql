-- tile: returns
-- title: Returns and refunds
-- owner: operations
-- budget_p95_ms: 50
-- columns: shop_id uuid, day date, units integer, returned_units integer, refunds numeric, return_rate numeric
select shop_id, day, units, returned_units, refunds, return_rate
from public.tile_returns
order by shop_id, day;
