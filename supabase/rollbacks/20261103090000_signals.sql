-- Takes 20261103090000_signals back.
drop table public.signals;
drop function private.is_sound_signal(text, jsonb);
drop type public.traffic_channel;
