-- equivalent
alter table app.orders drop column paid;
