-- exact, no transaction
drop index concurrently app.orders_state;
