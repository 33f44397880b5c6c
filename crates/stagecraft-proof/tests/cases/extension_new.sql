-- exact
create extension hstore with schema app;
alter table app.shops add column bag app.hstore default ''::app.hstore;
