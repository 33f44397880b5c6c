-- P06: what the hole and its twin have in common.
create table public.drafts (id uuid primary key, owner_id uuid, title text);
alter table public.drafts enable row level security;
grant select on public.drafts to anon, authenticated;
