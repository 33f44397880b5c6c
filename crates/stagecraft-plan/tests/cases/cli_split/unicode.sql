create table "zażółć;gęślą" ("🎭.x" int);
insert into "zażółć;gęślą" values (1);
select ' ', 'é;', '𝒳;';
 select 3; 
