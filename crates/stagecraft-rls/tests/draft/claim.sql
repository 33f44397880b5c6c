-- The token says which organisation its bearer belongs to.
create table public.invoices (
    id uuid primary key default gen_random_uuid(),
    org_id uuid,
    total numeric not null
);
alter table public.invoices enable row level security;
create policy "by claim" on public.invoices for all to authenticated
    using (org_id = ((auth.jwt() -> 'app_metadata') ->> 'org_id')::uuid);
revoke all on all tables in schema public from anon;
-- rows
insert into auth.users (id, email) select format('00000000-0000-4000-8000-00000000000%s', n)::uuid, 'u' || n || '@example.com' from generate_series(1, 6) n;
insert into public.invoices
select format('00000000-0000-4000-8000-0000000000b%s', n)::uuid, format('00000000-0000-4000-8000-0000000000a%s', 1 + n % 3)::uuid, n from generate_series(1, 8) n;
