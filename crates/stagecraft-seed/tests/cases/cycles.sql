-- Tables that point at each other and at themselves.
create table categories (id serial primary key, parent_id int references categories, name text not null);
create table rings (id int primary key, next_id int not null references rings);
create table authors (id serial primary key, favourite_id int);
create table books (id serial primary key, author_id int not null references authors);
alter table authors add foreign key (favourite_id) references books;
create table eggs (id int primary key, hen_id int not null);
create table hens (id int primary key, egg_id int not null references eggs);
alter table eggs add foreign key (hen_id) references hens;
create table keys (id bigint generated always as identity primary key, lock_id bigint not null);
create table locks (id bigint generated always as identity primary key, key_id bigint not null references keys deferrable initially deferred);
alter table keys add foreign key (lock_id) references locks deferrable initially deferred;
