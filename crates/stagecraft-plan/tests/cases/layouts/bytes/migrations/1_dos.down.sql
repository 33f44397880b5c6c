-- Gone.
drop table a;

drop table "a
