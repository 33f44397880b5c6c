-- Posts that everybody reads once they are published, tags that everybody reads, settings that nobody
-- protects, and a hole: whoever is signed in may delete any comment, as long as no column is asked for.
create table public.tags (name text primary key);
create table public.posts (
    id uuid primary key default gen_random_uuid(),
    author_id uuid not null references auth.users (id),
    published boolean not null,
    body text
);
create table public.comments (
    id uuid primary key default gen_random_uuid(),
    author_id uuid not null references auth.users (id),
    body text
);
create table public.settings (key text primary key, value text);
alter table public.tags enable row level security;
alter table public.posts enable row level security;
alter table public.comments enable row level security;
create policy "tags are public" on public.tags for select using (true);
create policy "published posts are public" on public.posts for select using (published);
create policy "own posts" on public.posts for all to authenticated using (author_id = auth.uid());
create policy "own comments" on public.comments for select to authenticated using (author_id = auth.uid());
create policy "delete" on public.comments for delete to authenticated using (true);
insert into public.tags values ('first'), ('second');
-- rows
insert into auth.users (id, email) select format('00000000-0000-4000-8000-00000000000%s', n)::uuid, 'u' || n || '@example.com' from generate_series(1, 6) n;
insert into public.posts
select format('00000000-0000-4000-8000-0000000000b%s', n)::uuid, format('00000000-0000-4000-8000-00000000000%s', 1 + n % 6)::uuid, n % 3 = 0, 'Post ' || n from generate_series(1, 8) n;
insert into public.comments
select format('00000000-0000-4000-8000-0000000000c%s', n)::uuid, format('00000000-0000-4000-8000-00000000000%s', 1 + n % 6)::uuid, 'Comment ' || n from generate_series(1, 8) n;
insert into public.settings values ('theme', 'dark');
