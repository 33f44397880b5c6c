create table public.shops (id bigint);
comment on type public.shops is 'a row';
comment on type public.shops[] is 'rows';
