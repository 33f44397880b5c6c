-- tile: idea_pool
-- title: Idea pool
-- owner: product
-- budget_p95_ms: 50
-- columns: shop_id uuid, slot smallint, idea_id uuid, title text, score numeric, is_wildcard boolean, created_at timestamptz
select shop_id, slot, idea_id, title, score, is_wildcard, created_at
from public.tile_idea_pool
order by shop_id, slot;
