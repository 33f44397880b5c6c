select E'a\';b', e'\\';
select 'a\';
select E'x' -- go on; here
 'y\';z';
select E'\'' , 'type\';
select 1 as te, 'b\';
