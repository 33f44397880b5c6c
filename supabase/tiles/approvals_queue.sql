-- tile: approvals_queue
-- title: Proposals to decide
-- owner: management
-- budget_p95_ms: 50
-- columns: shop_id uuid, approval_id uuid, kind approval_kind, title text, state approval_state, risk_level risk_level, author text, submitted_at timestamptz, items bigint, can_decide boolean
select shop_id, approval_id, kind, title, state, risk_level, author, submitted_at, items, can_decide
from public.tile_approvals_queue
order by shop_id, submitted_at, approval_id
limit 50;
