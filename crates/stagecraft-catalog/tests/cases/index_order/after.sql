drop index public.names;
create index names on public.shops (name collate "C" text_pattern_ops desc nulls last);
