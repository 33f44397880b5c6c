create or replace rule keep as on delete to public.notes where old.id > 0 do instead nothing;
