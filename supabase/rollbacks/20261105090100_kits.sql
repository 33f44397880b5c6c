-- Takes 20261105090100_kits back.
drop table public.kit_components;
drop function private.check_kit();
