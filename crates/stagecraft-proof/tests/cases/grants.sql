-- exact
revoke select on app.open_orders from anon;
grant all on app.orders to authenticated;
revoke insert on app.shops from authenticated;
grant execute on function app.is_open(app.state) to public;
alter default privileges in schema app grant select on tables to anon;
