-- tile: seo_anomalies
-- title: Pages that lost traffic
-- owner: growth
-- budget_p95_ms: 50
-- columns: shop_id uuid, page text, kind seo_anomaly_kind, detected_on date, expected numeric, observed numeric, change numeric, state seo_anomaly_state
select shop_id, page, kind, detected_on, expected, observed, change, state
from public.tile_seo_anomalies
order by shop_id, change, detected_on desc, page, kind
limit 50;
