-- Attention tiles: what waits for a person. SEO anomalies, customers, approvals, ideas.

create view public.tile_seo_anomalies with (security_invoker = true) as
  select shop_id, page, kind, detected_on, expected, observed, change, state
  from public.seo_anomalies
  where state <> 'resolved' and detected_on >= current_date - 30;
comment on view public.tile_seo_anomalies is 'Open and acknowledged anomalies of the last 30 days.';

create view public.tile_cx_queue with (security_invoker = true) as
  select
    conversation.shop_id,
    conversation.id as conversation_id,
    conversation.channel,
    conversation.subject::text as subject,
    conversation.priority,
    conversation.state,
    due.at as due_at,
    due.at < now() as is_late,
    conversation.first_responded_at is null as needs_first_response,
    conversation.assignee_id
  from public.conversations conversation
  cross join lateral (
    select case
      when conversation.first_responded_at is null then conversation.first_response_due_at
      else conversation.resolution_due_at
    end as at
  ) due
  where conversation.state <> 'resolved';
comment on view public.tile_cx_queue is 'Unresolved conversations with the promise that falls due next.';

create view public.tile_approvals_queue with (security_invoker = true) as
  select
    approval.shop_id,
    approval.id as approval_id,
    approval.kind,
    approval.title::text as title,
    approval.state,
    approval.risk_level,
    author.display_name::text as author,
    approval.submitted_at,
    (select count(*) from public.approval_items item
     where item.shop_id = approval.shop_id and item.approval_id = approval.id) as items,
    approval.author_id <> (select auth.uid())
      and approval.shop_id = any ((select private.shop_ids('reviewer'))::uuid[]) as can_decide
  from public.approvals approval
  join public.shop_members author
    on author.shop_id = approval.shop_id and author.user_id = approval.author_id
  where approval.state = 'pending_review';
comment on view public.tile_approvals_queue is 'Proposals that wait for a reviewer; can_decide says whether the caller may be the one.';

create view public.tile_idea_pool with (security_invoker = true) as
  select
    idea.shop_id,
    idea.slot,
    idea.id as idea_id,
    idea.title::text as title,
    idea.score,
    idea.is_wildcard,
    idea.created_at
  from public.ideas idea
  where idea.state = 'live';
comment on view public.tile_idea_pool is 'The live ideas of a shop: five at most, the wildcard in slot five.';

revoke all on table public.tile_seo_anomalies, public.tile_cx_queue, public.tile_approvals_queue,
  public.tile_idea_pool from public, anon, authenticated, service_role;
grant select on table public.tile_seo_anomalies, public.tile_cx_queue, public.tile_approvals_queue,
  public.tile_idea_pool to authenticated, service_role;
