-- Companies, their customers and orders: what the tests of `stagecraft seed` load.
create table public.companies (
    id uuid primary key default gen_random_uuid(),
    name text not null
);
create table public.customers (
    id bigint generated always as identity primary key,
    company_id uuid not null references public.companies (id),
    email text not null unique
);
create table public.orders (
    id bigint generated always as identity primary key,
    company_id uuid not null references public.companies (id),
    customer_id bigint not null references public.customers (id),
    total numeric(10, 2) not null check (total >= 0),
    note text
);
