drop table public.events;
create table public.events (id bigint, made_at timestamptz) partition by list (id);
