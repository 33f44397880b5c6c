create table public.events (id bigint, made_at timestamptz) partition by range (made_at);
create table public.e1 partition of public.events default;
