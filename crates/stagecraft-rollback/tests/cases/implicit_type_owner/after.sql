alter table public.shops owner to postgres;
grant usage on type public.shops to anon;
