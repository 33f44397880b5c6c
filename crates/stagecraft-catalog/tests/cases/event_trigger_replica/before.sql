create function public.guard() returns event_trigger language plpgsql as 'begin end';
create event trigger guard on ddl_command_end execute function public.guard();
