\restrict x
set standard_conforming_strings = on;
create table t (id int);
copy t from stdin;
1
\.
\unrestrict x
