-- exact
create table app.tokens (id char(12) primary key, email text not null unique, hint char(6));
create table app.uses (token char(12) not null references app.tokens, at date, primary key (token, at));
insert into app.tokens values ('abc', 'a@b', 'x'), ('abcdefghijkl', 'c@d', null);
insert into app.uses values ('abc', '2026-01-01'), ('abc', '2026-01-02'), ('abcdefghijkl', '2026-01-01');
-- migration:
alter table app.uses alter column token type varchar(40);
alter table app.tokens alter column id type varchar(40);
alter table app.tokens alter column hint type text;
