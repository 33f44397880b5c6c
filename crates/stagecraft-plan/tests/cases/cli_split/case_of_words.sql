CREATE FUNCTION CW_A() RETURNS INT Begin Atomic Select 1; End;
CREATE FUNCTION cw_b() returns int bEgIn	atomic select 1;end;
select 1;
