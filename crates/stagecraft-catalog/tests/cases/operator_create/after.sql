create operator public.=== (leftarg = int, rightarg = text, function = public.same);
comment on operator public.=== (int, text) is 'the same';
