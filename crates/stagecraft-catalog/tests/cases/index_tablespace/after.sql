alter index public.n set tablespace indexes;
alter index public.key set tablespace indexes;
