-- A table of a project that diesel migrates.
create table books (id int generated always as identity primary key, author_id int not null references authors, name text not null);
