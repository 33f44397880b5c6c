create table "a;b"."c.d""e;f" ("🎭;" int, "x" int);
select * from "a;b"."c.d""e;f";
comment on table "a;b"."c.d""e;f" is 'x;y';
