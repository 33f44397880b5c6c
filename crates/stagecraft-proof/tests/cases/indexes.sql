-- exact
drop index app.orders_state;
drop index app.orders_code_lower;
create unique index on app.shops (lower(name));
drop statistics app.orders_stats;
drop index app.events_body;
