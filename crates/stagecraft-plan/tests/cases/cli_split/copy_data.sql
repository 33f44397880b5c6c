create table cd_a (id int, t text);
copy cd_a from stdin;
1	it's
2	b;c
\.
select 1;
