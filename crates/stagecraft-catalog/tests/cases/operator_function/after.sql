drop operator public.=== (int, text);
create operator public.=== (leftarg = int, rightarg = text, function = public.like);
