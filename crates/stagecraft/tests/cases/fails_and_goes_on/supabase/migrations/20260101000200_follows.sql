create index members_id on public.members (id);
