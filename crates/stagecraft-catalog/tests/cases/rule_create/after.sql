create rule keep as on delete to public.shops do instead nothing;
