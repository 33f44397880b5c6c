-- exact
create table app.log_new (what text, at timestamptz not null default now(), extra int);
insert into app.log_new (what, at) select what, at from app.log;
drop table app.log;
alter table app.log_new rename to log;
