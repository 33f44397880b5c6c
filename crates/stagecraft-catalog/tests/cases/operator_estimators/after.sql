alter operator public.=== (int, int) set (restrict = eqsel, join = eqjoinsel);
