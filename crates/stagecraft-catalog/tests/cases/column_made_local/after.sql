alter table only public.a drop column m;
