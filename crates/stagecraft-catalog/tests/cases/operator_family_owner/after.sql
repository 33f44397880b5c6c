alter operator family public.numbers using btree owner to postgres;
