-- What checks ask of a row.
create table products (
  id int primary key,
  price numeric(10, 2) not null check (price between 0.5 and 9999.99),
  state text not null check (state in ('draft', 'live', 'gone')),
  kind text not null check (kind = any (array['a', 'b'])),
  sku text not null check (sku ~ '^[A-Z]{3}-[0-9]{4}$'),
  name text not null check (char_length(name) between 3 and 40),
  note text check (length(trim(note)) > 0),
  share double precision not null check (share >= 0 and share <= 1),
  settings jsonb not null check (jsonb_typeof(settings) = 'object'),
  labels jsonb not null default '[]' check (jsonb_typeof(labels) = 'array')
);
create table stays (
  id int primary key,
  first_day date not null, last_day date not null,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  low int not null, high int not null,
  check (first_day <= last_day), check (created_at <= updated_at), check (low < high)
);
create table invoices (
  id int primary key,
  state text not null check (state in ('open', 'paid', 'void')),
  paid_at timestamptz, amount int not null, paid int not null default 0,
  check ((state = 'paid') = (paid_at is not null)),
  check (paid <= amount), check (amount > 0), check (paid >= 0)
);
create table attachments (
  id int primary key,
  product_id int references products, invoice_id int references invoices,
  check (num_nonnulls(product_id, invoice_id) = 1)
);
