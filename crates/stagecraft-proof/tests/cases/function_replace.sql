-- exact
create or replace function app.is_open(s app.state) returns boolean language sql immutable as $$ select s <> 'closed' $$;
create or replace function app.touch() returns trigger language plpgsql security definer set search_path = '' as $$ begin return new; end $$;
grant execute on function app.is_open(app.state) to anon;
