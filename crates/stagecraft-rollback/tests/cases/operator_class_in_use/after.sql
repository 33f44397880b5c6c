drop operator public.<<< (int, int) cascade;
create function public.less_or_so(int, int) returns bool language internal immutable as 'int4le';
create operator public.<<< (leftarg = int, rightarg = int, function = public.less_or_so);
create operator class public.numbers for type int using btree as
    operator 1 public.<<<, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 public.compare(int, int);
create index by_numbers on public.shops (id public.numbers);
create type public.prices as range (subtype = int, subtype_opclass = public.numbers);
alter table public.offers add column price public.prices;
