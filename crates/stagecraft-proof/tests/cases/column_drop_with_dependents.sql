-- equivalent
alter table app.orders drop column total cascade;
