create schema app;
create conversion public.latin for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
alter conversion public.latin owner to postgres;
