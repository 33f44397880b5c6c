comment on table public.shops is 'all shops';
