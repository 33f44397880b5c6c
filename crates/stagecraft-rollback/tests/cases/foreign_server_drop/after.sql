drop server north cascade;
drop foreign data wrapper far;
