drop operator family public.states using hash;
create operator class public.states default for type public.state using hash as operator 1 = (anyenum, anyenum), function 1 hashenum(anyenum);
