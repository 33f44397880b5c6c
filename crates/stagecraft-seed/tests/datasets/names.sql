-- Names that need quotes.
create schema "my.schema";
create type "my.schema"."Mood ""kind""" as enum ('a.b', 'c "d"', 'é🎈');
create table "my.schema"."Order.Lines" (
  "Id" int primary key, "select" text not null, "a ""quoted"" one" int, "with space" "my.schema"."Mood ""kind""",
  "🎈" text unique, "colon:name" jsonb, "back\slash" text
);
create table public."User" ("ID" uuid primary key, "order.line" int not null references "my.schema"."Order.Lines", "it's" date);
