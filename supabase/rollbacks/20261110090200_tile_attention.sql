-- Takes 20261110090200_tile_attention back.
drop view public.tile_idea_pool;
drop view public.tile_approvals_queue;
drop view public.tile_cx_queue;
drop view public.tile_seo_anomalies;
