-- Takes 20261108090200_knowledge_embeddings back.
-- The extension goes only if the migration had made it.

do $$
declare
  made_here boolean;
begin
  select col_description(attrelid, attnum) like '%Extension created with this column.' into made_here
  from pg_attribute
  where attrelid = 'public.knowledge_chunks'::regclass and attname = 'embedding' and not attisdropped;
  if found then
    alter table public.knowledge_chunks drop column embedding;
    if made_here then
      drop extension vector;
    end if;
  end if;
end
$$;
