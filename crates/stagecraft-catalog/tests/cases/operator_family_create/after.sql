create operator family public.numbers using btree;
comment on operator family public.numbers using btree is 'all of them';
