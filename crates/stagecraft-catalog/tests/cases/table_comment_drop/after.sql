comment on table public.shops is null;
