alter rule keep on public.notes rename to stay;
