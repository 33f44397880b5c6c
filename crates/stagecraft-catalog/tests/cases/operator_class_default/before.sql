create type public.state as enum ('draft', 'done');
create operator class public.states for type public.state using hash as operator 1 = (anyenum, anyenum), function 1 hashenum(anyenum);
