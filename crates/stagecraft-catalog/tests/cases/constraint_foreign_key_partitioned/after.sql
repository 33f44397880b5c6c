alter table public.notes add constraint shop foreign key (shop) references public.shops;
