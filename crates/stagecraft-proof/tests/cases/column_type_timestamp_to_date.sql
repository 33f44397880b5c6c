-- exact
alter table app.orders alter column placed_at drop default;
alter table app.orders alter column placed_at type date;
