drop operator family public.numbers using btree;
