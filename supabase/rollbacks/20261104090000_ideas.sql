-- Takes 20261104090000_ideas back.
drop table public.ideas;
drop function private.move_idea();
drop type public.idea_state;
