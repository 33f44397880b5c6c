drop table c cascade;
