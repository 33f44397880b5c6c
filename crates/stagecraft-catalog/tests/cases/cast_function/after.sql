drop cast (public.state as int);
create cast (public.state as int) with function public.rank(public.state, int);
