create function public.compare(int, int) returns int language internal immutable as 'btint4cmp';
create function public.less(int, int) returns bool language internal immutable as 'int4lt';
create operator public.<<< (leftarg = int, rightarg = int, function = public.less);
create operator class public.numbers for type int using btree as
    operator 1 public.<<<, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 public.compare(int, int);
create table public.shops (id int);
create index by_numbers on public.shops (id public.numbers);
create type public.prices as range (subtype = int, subtype_opclass = public.numbers);
create table public.offers (price public.prices);
