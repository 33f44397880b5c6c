create transform for int language sql (from sql with function prsd_lextype(internal), to sql with function int4recv(internal));
comment on transform for int language sql is 'odd';
