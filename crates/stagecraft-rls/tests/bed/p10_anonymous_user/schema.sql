-- P10: what the hole and its twin have in common.
create table public.ideas (id uuid primary key, owner_id uuid not null, title text);
create index on public.ideas (owner_id);
alter table public.ideas enable row level security;
grant select, insert on public.ideas to authenticated;
create policy read on public.ideas for select to authenticated using (owner_id = (select auth.uid()) and not coalesce(((select auth.jwt()) ->> 'is_anonymous')::boolean, true));
