create function public.eq(int, int) returns bool language internal immutable as 'int4eq';
create function public.ne(int, int) returns bool language internal immutable as 'int4ne';
create operator public.=== (leftarg = int, rightarg = int, function = public.eq, commutator = operator(public.===), negator = operator(public.!==), restrict = eqsel, join = eqjoinsel, hashes, merges);
create operator public.!== (leftarg = int, rightarg = int, function = public.ne, commutator = operator(public.!==), negator = operator(public.===));
comment on operator public.!== (int, int) is 'other';
create table public.shops (id int check (id operator(public.!==) 0));
