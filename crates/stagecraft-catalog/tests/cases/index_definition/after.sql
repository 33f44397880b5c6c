drop index public.shops_name;
create index shops_name on public.shops (lower(name) text_pattern_ops desc nulls last) include (price) where price > 0;
