drop event trigger guard;
create event trigger guard on sql_drop execute function public.guard();
