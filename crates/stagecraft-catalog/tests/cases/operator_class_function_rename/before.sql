create function public.compare(int, int) returns int language internal immutable as 'btint4cmp';
create operator class public.numbers for type int using btree as
    operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 public.compare(int, int);
