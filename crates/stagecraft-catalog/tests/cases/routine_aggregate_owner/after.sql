alter aggregate public.total(int) owner to postgres;
comment on aggregate public.total(int) is 'all';
revoke execute on function public.total(int) from public;
