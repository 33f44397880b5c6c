-- P21, the hole: the policy asks a table whose own policies hide the answer
drop policy own on private.members;
