create table public.shops (id bigint primary key, name text, price numeric(10,2));
create table public.notes (id bigint primary key, shop bigint, body text);
alter table public.notes add constraint notes_shop_fkey foreign key (shop) references public.shops;
