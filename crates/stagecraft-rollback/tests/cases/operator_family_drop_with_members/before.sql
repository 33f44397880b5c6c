create function public.less(int, numeric) returns bool language sql immutable as 'select $1::numeric < $2';
create operator public.<<< (leftarg = int, rightarg = numeric, function = public.less);
create operator family public.numbers using btree;
alter operator family public.numbers using btree add operator 1 public.<<< (int, numeric), function 1 (int, int) btint4cmp(int, int);
alter operator family pg_catalog.integer_ops using btree add operator 1 public.<<< (int, numeric);
create operator class public.whole for type int using btree family public.numbers as
    operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >;
