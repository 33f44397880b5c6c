-- Words that may come once.
create extension if not exists citext with schema extensions;
create table articles (id int primary key, slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'));
create table users (
  id uuid primary key,
  email text not null,
  login extensions.citext not null unique,
  code varchar(6) not null unique,
  phone text unique
);
create unique index users_email on users (lower(email));
create table pages (
  id int primary key, site int not null, path text not null, locale text not null default 'en',
  unique (site, path, locale)
);
create table tokens (id int primary key, hash bytea not null unique, short smallint not null unique);
create table one_null (id int primary key, a int, unique nulls not distinct (a));
