create operator public.!/ (rightarg = int, function = public.half);
