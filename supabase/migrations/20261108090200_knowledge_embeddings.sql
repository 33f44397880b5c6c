-- Embeddings of knowledge chunks, where the server has pgvector; nothing otherwise.

do $$
declare
  made_here boolean := not exists (select from pg_extension where extname = 'vector');
begin
  if not exists (select from pg_available_extensions where name = 'vector') then
    raise notice 'pgvector is not available: knowledge_chunks stays without embeddings';
    return;
  end if;
  create extension if not exists vector with schema extensions;
  alter table public.knowledge_chunks add column embedding extensions.vector(1536);
  execute format(
    'comment on column public.knowledge_chunks.embedding is %L',
    'Written by the indexer; null until then.'
      || case when made_here then ' Extension created with this column.' else '' end);
  -- Versions before 0.5 have no hnsw: search then compares every passage of the shop.
  if exists (select from pg_am where amname = 'hnsw') then
    create index knowledge_chunks_embedding_idx on public.knowledge_chunks
      using hnsw (embedding extensions.vector_cosine_ops);
    comment on index public.knowledge_chunks_embedding_idx is 'Nearest passages to a question.';
  end if;
end
$$;
