-- A column of a partitioned table, and one that a trigger watches.
create table events (id int not null, at date not null, primary key (id, at)) partition by range (at);
create table events_old partition of events for values from ('2000-01-01') to ('2020-01-01');
create table events_new partition of events for values from ('2020-01-01') to ('2100-01-01');
create table guarded (id serial primary key, state text);
create function guard() returns trigger language plpgsql as $$
begin
  if new.note like '%''%' then raise exception 'no quotes'; end if;
  return new;
end $$;
-- then
alter table events add column note text, add column amount numeric(6, 2);
alter table guarded add column note text;
create trigger guard before update on guarded for each row execute function guard();
