alter operator family public.numbers using btree add operator 1 < (int, int), operator 3 = (int, int), function 1 (int, int) btint4cmp(int, int);
