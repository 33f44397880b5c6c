alter conversion public.latin rename to old;
alter conversion public.old set schema app;
