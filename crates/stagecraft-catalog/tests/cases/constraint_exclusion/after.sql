alter table public.stays add constraint no_overlap exclude using gist (during with &&);
