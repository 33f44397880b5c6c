-- A table of a project that diesel migrates.
create table authors (id int generated always as identity primary key, name text not null);
