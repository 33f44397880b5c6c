-- Policies matter by what they do together.

-- expect S02 public.notes: note
alter table public.notes disable row level security;
revoke all on public.notes from anon, authenticated;

-- expect S02 public.p: error
create table public.p (id int) partition by list (id);
create policy all_rows on public.p using (id > 0);

-- expect S04 public.notes.floor: nothing
create policy floor on public.notes as restrictive using (body is not null);

-- expect S04 public.notes.floor: warning
create policy floor on public.notes as restrictive for update using (body is not null);

-- expect S04 public.notes.floor: warning
create policy floor on public.notes as restrictive for select to anon
using (body is not null);

-- expect S04 public.notes.floor: nothing
create policy floor on public.notes as restrictive for select to service_role
using (body is not null);

-- expect S04 public.notes.floor: nothing
create policy floor on public.notes as restrictive for delete to authenticated using (false);

-- expect S05 public.notes.w: nothing
create policy w on public.notes for update using (owner = (select auth.uid()));

-- expect S05 public.notes.w: warning
create policy w on public.notes for update with check (owner = (select auth.uid()));

-- expect S05 public.notes.w: warning
create policy w on public.notes with check (owner = (select auth.uid()));

-- expect S05 public.notes."Only Mine": warning
create policy "Only Mine" on public.notes for insert;

-- expect S05 public.notes.r: nothing
-- expect S06 public.notes.r: warning
create policy r on public.notes as restrictive for select;

-- expect S06 public.notes.r: nothing
create policy r on public.notes as restrictive using (true)
with check (body is not null);

-- expect S06 public.notes.r: warning
create policy r on public.notes as restrictive using (true);

-- expect S19 storage.objects.p: nothing
create policy p on storage.objects for select to service_role using (true);

-- expect S19 storage.objects.p: nothing
create policy p on storage.objects for select using (false);

-- expect S19 storage.objects.p: nothing
create policy p on storage.objects as restrictive for select using (name is not null);

-- expect S21 storage.objects.p: nothing
insert into storage.buckets (id, name, public) values ('a', 'a', false);
create policy p on storage.objects for select using (bucket_id = 'a');

-- expect S21 storage.objects.p: warning
insert into storage.buckets (id, name, public) values ('a', 'a', true);
create policy p on storage.objects for select using (true);

-- expect S21 storage.objects.p: nothing
insert into storage.buckets (id, name, public) values ('a', 'a', true), ('b', 'b', false);
create policy p on storage.objects for select using (bucket_id = 'b');

-- expect S21 storage.objects.p: nothing
insert into storage.buckets (id, name, public) values ('a', 'a', true);
create function public.is_admin() returns boolean language sql stable as 'select false';
create policy p on storage.objects for select using (bucket_id = 'a' and public.is_admin());
