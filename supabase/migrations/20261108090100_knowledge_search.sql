-- Full-text search over published knowledge.
-- Under row-level security the text index cannot be used, as @@ is not leakproof: the search
-- itself runs with the owner's rights, behind the same question that the policies ask.

create function private.search_knowledge(shop uuid, query text, hits integer)
returns table (article_id uuid, "position" smallint, title text, headline text, rank real)
language sql stable security definer set search_path = '' as $$
  select
    hit.article_id,
    hit.position,
    hit.title,
    ts_headline('english', hit.body, hit.words, 'MaxFragments=1, MaxWords=24, MinWords=8'),
    hit.rank
  from (
    select
      chunk.article_id, chunk.position, article.title::text, chunk.body::text, words,
      ts_rank(chunk.search, words) as rank
    from websearch_to_tsquery('english', query) words
    join public.knowledge_chunks chunk on chunk.search @@ words
    join public.knowledge_articles article
      on article.shop_id = chunk.shop_id and article.id = chunk.article_id
    where chunk.shop_id = shop
      and article.state = 'published'
      and shop = any ((select private.shop_ids('viewer'))::uuid[])
    order by ts_rank(chunk.search, words) desc, chunk.article_id, chunk.position
    limit least(greatest(hits, 1), 50)
  ) hit
$$;
comment on function private.search_knowledge(uuid, text, integer) is 'Empty for a shop in which the caller is no member.';
revoke execute on function private.search_knowledge(uuid, text, integer) from public;
grant execute on function private.search_knowledge(uuid, text, integer) to authenticated, service_role;

create function public.search_knowledge(shop uuid, query text, hits integer default 10)
returns table (article_id uuid, "position" smallint, title text, headline text, rank real)
language sql stable security invoker set search_path = ''
begin atomic
  select found.article_id, found.position, found.title, found.headline, found.rank
  from private.search_knowledge(
    search_knowledge.shop, search_knowledge.query, search_knowledge.hits) found;
end;
comment on function public.search_knowledge(uuid, text, integer) is
  'Best passages first, in the words of a web search box: "exact phrase", or, -not.';
revoke execute on function public.search_knowledge(uuid, text, integer)
  from public, anon, authenticated, service_role;
grant execute on function public.search_knowledge(uuid, text, integer) to authenticated;
