comment on operator public.=== (int, int) is null;
