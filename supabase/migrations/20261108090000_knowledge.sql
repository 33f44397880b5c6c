-- Knowledge: what a shop knows, in articles, and the chunks in which it is searched.

create type public.article_state as enum ('draft', 'published', 'archived');

create table public.knowledge_articles (
  shop_id uuid not null references public.shops (id),
  id uuid not null default gen_random_uuid(),
  slug public.slug not null,
  title public.label not null,
  body text not null default '' check (length(body) <= 200000),
  state public.article_state not null default 'draft',
  source_url text check (source_url ~ '^https?://' and length(source_url) <= 2000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (shop_id, id),
  unique (shop_id, slug)
);
comment on table public.knowledge_articles is 'Policies, product facts and answers that replies are written from.';

create table public.knowledge_chunks (
  shop_id uuid not null,
  article_id uuid not null,
  position smallint not null check (position >= 1),
  body public.prose not null,
  search tsvector not null generated always as (to_tsvector('english', body::text)) stored,
  primary key (shop_id, article_id, position),
  foreign key (shop_id, article_id)
    references public.knowledge_articles (shop_id, id) on delete cascade
);
comment on table public.knowledge_chunks is 'An article cut into passages by the indexer (service_role).';
create index knowledge_chunks_search_idx on public.knowledge_chunks using gin (search);
comment on index public.knowledge_chunks_search_idx is 'private.search_knowledge().';

create trigger touch_updated_at before update on public.knowledge_articles
  for each row execute function private.touch_updated_at();
create trigger audit after insert or update or delete on public.knowledge_articles
  for each row execute function private.audit_row('id');

alter table public.knowledge_articles enable row level security;
alter table public.knowledge_chunks enable row level security;
revoke all on table public.knowledge_articles, public.knowledge_chunks
  from public, anon, authenticated, service_role;
grant select, insert, update (slug, title, body, state, source_url), delete
  on table public.knowledge_articles to authenticated;
grant select on table public.knowledge_chunks to authenticated;
grant select, insert, update, delete
  on table public.knowledge_articles, public.knowledge_chunks to service_role;

create policy knowledge_articles_select on public.knowledge_articles for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
create policy knowledge_articles_insert on public.knowledge_articles for insert to authenticated
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
create policy knowledge_articles_update on public.knowledge_articles for update to authenticated
  using (shop_id = any ((select private.shop_ids('operator'))::uuid[]))
  with check (shop_id = any ((select private.shop_ids('operator'))::uuid[]));
create policy knowledge_articles_delete on public.knowledge_articles for delete to authenticated
  using (
    shop_id = any ((select private.shop_ids('reviewer'))::uuid[])
    and state <> 'published'
  );
create policy knowledge_chunks_select on public.knowledge_chunks for select to authenticated
  using (shop_id = any ((select private.shop_ids('viewer'))::uuid[]));
