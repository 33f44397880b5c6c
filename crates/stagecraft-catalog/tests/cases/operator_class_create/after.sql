create operator class public.backwards for type int using btree family public.numbers as
    operator 1 >, operator 2 >=, operator 3 =, operator 4 <=, operator 5 <, function 1 btint4cmp(int, int);
comment on operator class public.backwards using btree is 'largest first';
