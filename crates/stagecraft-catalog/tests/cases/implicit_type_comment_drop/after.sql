comment on type public.shops is null;
