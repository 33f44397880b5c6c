drop statistics public.lower;
create statistics public.lower on (upper(name)) from public.shops;
alter statistics public.lower owner to postgres;
