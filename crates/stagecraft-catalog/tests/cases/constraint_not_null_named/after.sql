alter table public.shops rename constraint filled to present;
comment on constraint present on public.shops is 'always';
