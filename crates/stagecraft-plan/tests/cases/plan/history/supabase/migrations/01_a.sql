create table a ();
-- note
select 1;
