alter table public.t alter column id set increment by 10 set cache 5;
