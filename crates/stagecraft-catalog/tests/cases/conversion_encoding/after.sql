drop conversion public.old;
create conversion public.old for 'LATIN2' to 'UTF8' from iso8859_to_utf8;
alter conversion public.old owner to postgres;
