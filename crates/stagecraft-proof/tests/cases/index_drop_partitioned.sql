-- exact
drop index app.events_body;
drop index app.orders_state;
