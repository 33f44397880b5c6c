-- Takes 20261108090100_knowledge_search back.
drop function public.search_knowledge(uuid, text, integer);
drop function private.search_knowledge(uuid, text, integer);
