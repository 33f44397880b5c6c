create extension hstore;
create schema app;
