-- Takes 20261106090000_conversations back.
drop table public.conversations;
drop table public.cx_promises;
drop function private.stamp_resolution();
drop function private.set_promises();
drop type public.priority;
drop type public.conversation_state;
drop type public.cx_channel;
