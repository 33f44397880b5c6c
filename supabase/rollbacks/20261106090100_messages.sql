-- Takes 20261106090100_messages back.
drop table public.messages;
drop function private.follow_message();
drop type public.message_direction;
