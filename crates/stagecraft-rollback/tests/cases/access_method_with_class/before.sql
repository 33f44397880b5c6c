create access method tree type index handler bthandler;
create operator class public.numbers default for type int using tree as
    operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 btint4cmp(int, int);
