-- H06, the hole: a table is served and nobody has said whose its rows are
select 1;
