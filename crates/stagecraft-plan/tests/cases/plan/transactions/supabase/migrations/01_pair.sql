-- header
set search_path = public;
begin;
create table a ();
savepoint s;
create table b ();
release s;
commit;
-- footer
