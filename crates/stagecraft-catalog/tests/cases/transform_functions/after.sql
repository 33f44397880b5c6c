create or replace transform for int language sql (to sql with function int4recv(internal));
