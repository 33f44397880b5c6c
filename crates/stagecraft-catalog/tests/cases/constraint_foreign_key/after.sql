alter table public.notes add constraint notes_shop_fkey foreign key (shop) references public.shops on delete cascade;
