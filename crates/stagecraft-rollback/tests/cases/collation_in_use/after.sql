drop view public.names;
alter table public.shops alter column name type text, drop column word, alter column names type text[];
drop domain public.word;
drop collation public.german;
create collation public.german (provider = icu, locale = 'de-AT');
alter table public.shops alter column name type text collate public.german, alter column names type text[] collate public.german;
