alter table public.shops add constraint named primary key using index names;
