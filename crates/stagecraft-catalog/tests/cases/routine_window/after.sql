drop function public.f;
create function public.f() returns bigint language internal as 'window_rank' window;
