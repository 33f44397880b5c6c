-- migrate:up
create table a (note text default 'ż');
-- migrate:down
drop table a;
-- migrate:up
create table b ();
-- migrate:down
drop table b; selec 'ż' nonsense;
