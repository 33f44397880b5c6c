-- the second statement is wrong, so the first must not remain
create table public.members (id int primary key);
alter table public.members
  add column shop int references public.shopss (id);
