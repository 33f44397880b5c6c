alter text search dictionary public.plain rename to simple_one;
