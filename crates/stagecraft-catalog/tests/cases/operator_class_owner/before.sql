create operator class public.numbers for type int using hash as operator 1 =, function 1 hashint4(int);
