-- P28, mended.
drop function if exists private.is_wild() cascade;
