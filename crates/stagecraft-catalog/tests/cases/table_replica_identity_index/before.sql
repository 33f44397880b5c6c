create table public.t (id int not null);
create unique index t_id on public.t (id);
