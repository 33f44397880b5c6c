-- What every case starts from: a small shop with rows of every kind.
create extension citext with schema public;
create schema app;
create type app.state as enum ('draft', 'open', 'closed');
create type app.money_amount as (amount numeric(12, 2), currency text);
create domain app.email as public.citext check (value ~ '@');
create sequence app.ticket_number start with 100 increment by 5;

create table app.shops (
    id bigint generated always as identity primary key,
    name text not null,
    slug text not null unique,
    email app.email,
    opened date not null default '2026-01-01',
    settings jsonb not null default '{}',
    tags text[] not null default '{}',
    notes text
);
comment on table app.shops is 'shops';
comment on column app.shops.notes is 'free text';
create table app.members (
    shop_id bigint not null references app.shops on delete cascade,
    user_id uuid not null,
    role text not null default 'staff' check (role in ('staff', 'manager')),
    since timestamptz not null default '2026-01-01 00:00+00',
    primary key (shop_id, user_id)
);
create table app.orders (
    id serial primary key,
    shop_id bigint not null references app.shops,
    state app.state not null default 'draft',
    total numeric(12, 4) not null,
    paid app.money_amount,
    placed_at timestamptz not null default '2026-02-01 10:00+00',
    code varchar(20) unique,
    weight real,
    raw bytea,
    net numeric generated always as (total * 0.8) stored,
    parent_id integer references app.orders
);
create index orders_state on app.orders (state) where state <> 'closed';
create index orders_code_lower on app.orders (lower(code));
create statistics app.orders_stats on shop_id, state from app.orders;
create table app.lines (
    order_id integer not null references app.orders on delete cascade,
    number smallint not null,
    sku text not null,
    quantity integer not null check (quantity > 0),
    primary key (order_id, number)
);
create table app.log (at timestamptz not null default '2026-03-01 00:00+00', what text, detail json);
create unlogged table app.scratch (id int, v float8);
create table app.events (id bigint not null, at date not null, body text, primary key (id, at))
    partition by range (at);
create table app.events_jan partition of app.events for values from ('2026-01-01') to ('2026-02-01');
create table app.events_feb partition of app.events for values from ('2026-02-01') to ('2026-03-01');
create index events_body on app.events (body);

create function app.touch() returns trigger language plpgsql as $$
begin
    new.since := '2026-06-01 00:00+00';
    return new;
end $$;
create trigger touch before update on app.members for each row execute function app.touch();
create function app.guard() returns trigger language plpgsql as $$
begin
    raise exception 'the log is append-only';
end $$;
create trigger guard before update or delete on app.log for each row execute function app.guard();
create function app.is_open(s app.state) returns boolean language sql immutable as $$ select s = 'open' $$;
create view app.open_orders with (security_invoker = true) as
    select o.id, o.shop_id, o.total, s.name from app.orders as o join app.shops as s on s.id = o.shop_id
    where app.is_open(o.state);
create view app.open_totals as select shop_id, sum(total) as total from app.open_orders group by shop_id;
create materialized view app.shop_totals as
    select shop_id, count(*) as orders, sum(total) as total from app.orders group by shop_id;
create unique index shop_totals_key on app.shop_totals (shop_id);

alter table app.shops enable row level security;
create policy own on app.shops for select to authenticated
    using (id in (select shop_id from app.members where user_id = auth.uid()));
alter table app.orders enable row level security;
alter table app.orders force row level security;
create policy own on app.orders to authenticated
    using (exists (select from app.members as m where m.shop_id = orders.shop_id and m.user_id = auth.uid()))
    with check (state <> 'closed');
create policy never_raw on app.orders as restrictive for delete to authenticated using (raw is null);
grant usage on schema app to authenticated;
grant select, insert on app.shops to authenticated;
grant select (id, state, total), update (state) on app.orders to authenticated;
grant select on app.open_orders to anon with grant option;
revoke execute on function app.is_open(app.state) from public;
grant execute on function app.is_open(app.state) to authenticated;

insert into app.shops (name, slug, email, settings, tags, notes) values
    ('One', 'one', 'A@one.example', '{"a": 1.10, "b": null}', '{a,"b c"}', 'it''s'),
    ('Zwei 🎭', 'zwei', null, '{}', '{}', null),
    ('Three', 'three', 'c@three.example', '[1, 2]', array[null, ''], E'line\nbreak\\');
insert into app.members (shop_id, user_id, role) values
    (1, '00000000-0000-0000-0000-000000000001', 'manager'),
    (1, '00000000-0000-0000-0000-000000000002', 'staff'),
    (2, '00000000-0000-0000-0000-000000000001', 'staff');
insert into app.orders (shop_id, state, total, paid, code, weight, raw, parent_id) values
    (1, 'draft', 10.1234, row(10.12, 'EUR'), 'A-1', 0.1, '\x00ff', null),
    (1, 'open', 0, null, 'b-2', 'NaN', '', 1),
    (2, 'closed', -5.5000, row(null, null), null, '-Infinity', null, null),
    (2, 'open', 99999999.9999, row(1, ''), 'C-4', 1e-30, null, 3);
insert into app.lines values (1, 1, 'x', 1), (1, 2, 'y', 2), (2, 1, 'x', 3), (4, 1, 'z', 1);
insert into app.log (what, detail) values ('a', '{"k":  1, "k": 2}'), ('a', '{"k":  1, "k": 2}'), (null, null);
insert into app.scratch values (1, 1.5), (1, 1.5), (2, 'Infinity'), (null, null);
insert into app.events values (1, '2026-01-05', 'a'), (2, '2026-02-05', 'b'), (3, '2026-02-06', null);
select nextval('app.ticket_number');
refresh materialized view app.shop_totals;
