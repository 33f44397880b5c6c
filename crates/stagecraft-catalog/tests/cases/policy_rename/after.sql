alter policy p on public.notes rename to q;
