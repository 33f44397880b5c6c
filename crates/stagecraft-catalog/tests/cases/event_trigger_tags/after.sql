drop event trigger guard;
create event trigger guard on ddl_command_end when tag in ('CREATE TABLE', 'DROP TABLE') execute function public.guard();
