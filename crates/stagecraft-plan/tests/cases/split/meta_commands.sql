\restrict abc
\connect postgres
select 1;
select 2 \gset
select 3
\i other.sql
;
select 4 \; select 5;
\unrestrict abc
