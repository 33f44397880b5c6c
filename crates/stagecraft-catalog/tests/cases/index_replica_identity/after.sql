alter table public.shops replica identity using index shops_code_key;
