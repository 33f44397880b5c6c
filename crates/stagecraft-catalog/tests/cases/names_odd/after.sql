alter table "we.ird"."say ""hi"" 🎭" alter column "Ż ółw" set not null;
create policy "p.q" on "we.ird"."say ""hi"" 🎭" using ("a.b" > 0);
create role "odd=/ ""role""";
grant select ("a.b") on "we.ird"."say ""hi"" 🎭" to "odd=/ ""role""";
