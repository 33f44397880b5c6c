drop operator public.=== (int, int);
drop operator public.!== (int, int);
create operator public.=== (leftarg = int, rightarg = int, function = public.eq, commutator = operator(public.===), negator = operator(public.!==), restrict = eqsel, join = eqjoinsel, hashes, merges);
create operator public.!== (leftarg = int, rightarg = int, function = public.ne, negator = operator(public.===));
