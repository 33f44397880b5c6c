alter operator family pg_catalog.integer_ops using btree add operator 1 public.<<< (int, numeric);
