-- Takes 20261102090300_shop_members back.
drop policy shops_update on public.shops;
drop policy shops_select on public.shops;
drop policy shop_members_update on public.shop_members;
drop policy shop_members_insert on public.shop_members;
drop policy shop_members_select on public.shop_members;
drop function private.shop_ids(public.shop_role);
drop table public.shop_members;
drop type public.shop_role;
