create event trigger guard on ddl_command_end when tag in ('CREATE TABLE') execute function public.guard();
