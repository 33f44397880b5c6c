create schema app;
create function public.less(int, int) returns bool language internal immutable as 'int4lt';
create operator public.<<< (leftarg = int, rightarg = int, function = public.less);
create operator family public.numbers using btree;
alter operator family public.numbers using btree add operator 1 public.<<< (int, int);
