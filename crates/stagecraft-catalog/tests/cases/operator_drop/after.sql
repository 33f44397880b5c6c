drop operator public.=== (int, int);
