create type public.names as range (subtype = text);
