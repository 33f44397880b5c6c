select 1;
\connect postgres
select 2;
\;
select \'x;y\';
select 3;
