-- Rows that a migration wrote are kept and pointed at.
create table currencies (code char(3) primary key, name text not null);
insert into currencies values ('EUR', 'Euro'), ('USD', 'Dollar'), ('PLN', 'Zloty');
create table countries (id int generated always as identity primary key, code text not null unique, currency char(3) not null references currencies);
insert into countries (code, currency) values ('de', 'EUR'), ('us', 'USD');
create table shops (id int primary key, country_id int not null references countries, currency char(3) not null references currencies);
create table rates (currency char(3) not null references currencies, day date not null, rate numeric(12, 6) not null check (rate > 0), primary key (currency, day));
