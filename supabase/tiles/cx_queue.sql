-- tile: cx_queue
-- title: Customers who wait
-- owner: cx
-- budget_p95_ms: 100
-- columns: shop_id uuid, conversation_id uuid, channel cx_channel, subject text, priority priority, state conversation_state, due_at timestamptz, is_late boolean, needs_first_response boolean, assignee_id uuid
select shop_id, conversation_id, channel, subject, priority, state, due_at, is_late,
  needs_first_response, assignee_id
from public.tile_cx_queue
order by shop_id, due_at, priority desc, conversation_id
limit 50;
