drop type public.names;
create type public.names as range (subtype = text, collation = "C", subtype_opclass = text_pattern_ops);
