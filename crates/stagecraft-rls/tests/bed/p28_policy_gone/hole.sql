-- P28, the hole: a restrictive policy went with the function that it called
drop function private.is_calm() cascade;
