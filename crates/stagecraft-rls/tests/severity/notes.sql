-- A table with a policy that shows each user their own rows; every case has it.
create table public.notes (id uuid primary key, owner uuid not null, body text);
create index on public.notes (owner);
alter table public.notes enable row level security;
create policy own on public.notes for select to authenticated
  using (owner = (select auth.uid()));
