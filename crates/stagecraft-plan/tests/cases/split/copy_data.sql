create table t (id int, note text);
copy t (id, note) from stdin;
1	it's; fine
2	$$
\.
select 1;
copy t from stdin with (format csv);
3,"x;
