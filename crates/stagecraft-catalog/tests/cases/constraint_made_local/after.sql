alter table only public.a drop constraint positive;
