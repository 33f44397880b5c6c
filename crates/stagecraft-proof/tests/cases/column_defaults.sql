-- exact
alter table app.shops alter column opened set default current_date;
alter table app.shops alter column settings drop default;
alter table app.shops alter column notes set default 'none';
alter table app.shops alter column opened drop not null;
