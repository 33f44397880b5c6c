-- clock: public.diary
-- Triggers that set columns, and one that keeps a diary.
create table documents (
  id int primary key, title text not null, slug text not null, words int not null default 0,
  updated_at timestamptz not null default now()
);
create function touch() returns trigger language plpgsql as $$
begin
  new.slug := lower(replace(new.title, ' ', '-')) || '-' || new.id;
  new.updated_at := clock_timestamp();
  return new;
end $$;
create trigger touch before insert or update on documents for each row execute function touch();
create table diary (
  id bigint generated always as identity primary key, document_id int not null, what text not null,
  at timestamptz not null default clock_timestamp()
);
create function write_diary() returns trigger language plpgsql as $$
begin
  insert into diary (document_id, what) values (new.id, tg_op);
  return null;
end $$;
create trigger diary after insert on documents for each row execute function write_diary();
create table ledgers (id int primary key, entries int not null default 0);
create table entries (id int primary key, ledger_id int not null references ledgers, amount int not null);
create function count_entries() returns trigger language plpgsql as $$
begin
  update ledgers set entries = entries + 1 where id = new.ledger_id;
  return null;
end $$;
create trigger count_entries after insert on entries for each row execute function count_entries();
create table kinds (id int primary key, amount int not null);
create function refuse() returns trigger language plpgsql as $$
begin
  if new.amount % 2 = 1 then raise exception 'odd'; end if;
  return new;
end $$;
create trigger refuse before insert on kinds for each row execute function refuse();
