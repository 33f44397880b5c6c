select 'a;b''c;d' as "e;f""g;h";
select U&'\0061;' , U&"d\0061t;" from (select 1 as "dat;") q;
select B'1' , X'ff', N'n;';
select 'multi
line; -- no comment /* here */';
