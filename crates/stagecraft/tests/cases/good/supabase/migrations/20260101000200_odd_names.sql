create schema "my.schema";
create table "my.schema"."say ""hi"" 🎭" ("Größe" int);
comment on table "my.schema"."say ""hi"" 🎭" is 'it''s odd; really';
