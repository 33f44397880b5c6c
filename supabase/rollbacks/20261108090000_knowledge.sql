-- Takes 20261108090000_knowledge back.
drop table public.knowledge_chunks;
drop table public.knowledge_articles;
drop type public.article_state;
