comment on policy readers on public.shops is 'all see all';
