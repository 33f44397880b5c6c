-- Takes 20261105090000_products back.
drop table public.variants;
drop table public.products;
drop function private.pack_size(text[]);
drop type public.product_state;
