-- empty: public.audited_only
-- What triggers refuse, change, skip and write elsewhere.
create table states (id serial primary key, state text not null default 'new', amount int not null default 0);
create function begin_as_new() returns trigger language plpgsql as $$
begin
  if new.state <> 'new' then raise exception 'a state begins as new, not as %', new.state; end if;
  return new;
end $$;
create trigger begin_as_new before insert on states for each row execute function begin_as_new();
create table forbidden (id serial primary key, note text);
create function forbid() returns trigger language plpgsql as $$ begin raise exception 'nobody may insert here'; end $$;
create trigger forbid before insert on forbidden for each row execute function forbid();
create table skipped (id serial primary key);
create function skip() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger skip before insert on skipped for each row execute function skip();
create table parents (id serial primary key, name text not null);
create table copies (parent_id int primary key references parents, name text);
create function copy() returns trigger language plpgsql as $$
begin
  insert into copies values (new.id, new.name);
  return new;
end $$;
create trigger copy after insert on parents for each row execute function copy();
create table owned (id serial primary key, owner uuid not null default auth.uid() references auth.users);
create function own() returns trigger language plpgsql as $$
begin
  new.owner := auth.uid();
  return new;
end $$;
create trigger own before insert on owned for each row execute function own();
create table ordered (id serial primary key);
create table lines (ordered_id int primary key references ordered);
create function has_line() returns trigger language plpgsql as $$
begin
  if not exists (select from lines where ordered_id = new.id) then raise exception 'an order has a line'; end if;
  return null;
end $$;
create constraint trigger has_line after insert on ordered deferrable initially deferred
  for each row execute function has_line();
create table audited_only (id int primary key check (id > 0 and id < 0));
