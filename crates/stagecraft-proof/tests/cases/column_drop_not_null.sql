-- equivalent
alter table app.orders drop column placed_at;
