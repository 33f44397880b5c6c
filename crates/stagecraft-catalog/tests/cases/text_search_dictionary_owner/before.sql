create text search dictionary public.plain (template = simple);
