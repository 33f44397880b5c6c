select E'a\';b', U&'\0061;', B'1', X'f', N'n;';
select E'a' -- go on
  'b\';c';
select 'a\';
select U&"d\0061t;" from (select 1 as "dat;") q;
