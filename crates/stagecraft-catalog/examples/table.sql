-- One of many tables as applications have them; $n and $parent are numbers.
create table public.t$n (
    id bigint generated always as identity primary key,
    parent bigint references public.t$parent on delete cascade,
    c1 text not null default 'x',
    c2 numeric(10, 2) check (c2 > 0),
    c3 jsonb not null default '{}',
    c4 timestamptz not null default now(),
    c5 public.grade not null default 'a',
    c6 uuid not null default gen_random_uuid() unique,
    c7 text[],
    c8 boolean default false
);
create index on public.t$n (c4 desc, c1) where c8;
create index on public.t$n (lower(c1));
alter table public.t$n enable row level security;
create policy readers on public.t$n for select to authenticated
using (c6 = (select nullif(current_setting('x.y', true), '')::uuid));
create policy writers on public.t$n for insert to authenticated with check (c1 <> 'z');
create trigger touch before update on public.t$n for each row execute function public.touch();
comment on table public.t$n is 'one of many';
comment on column public.t$n.c1 is 'a column';
