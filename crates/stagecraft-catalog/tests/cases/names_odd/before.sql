create schema "we.ird";
create table "we.ird"."say ""hi"" 🎭" ("a.b" int, "Ż ółw" text);
