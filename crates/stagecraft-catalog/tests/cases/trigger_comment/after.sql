comment on trigger touch on public.shops is 'keeps time';
