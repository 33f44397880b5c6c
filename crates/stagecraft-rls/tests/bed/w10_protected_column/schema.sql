-- W10: what the hole and its twin have in common.
create table public.profiles (id uuid primary key, name text, plan text not null default 'free');
alter table public.profiles enable row level security;
grant select on public.profiles to authenticated;
create policy read on public.profiles for select to authenticated using (id = (select auth.uid()));
create policy change on public.profiles for update to authenticated using (id = (select auth.uid())) with check (id = (select auth.uid()));
