-- V02, the hole: CREATE OR REPLACE VIEW without its option: the view reads by its owner's rights again
create or replace view public.titles as select id, tenant_id, title from public.docs;
