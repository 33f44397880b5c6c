alter table public.shops drop constraint name;
alter table public.shops add constraint name unique (name) deferrable initially deferred;
