create table public.notes (id int primary key);
create publication changes for table public.notes where (id > 0);
