alter trigger touch on public.notes rename to handle;
