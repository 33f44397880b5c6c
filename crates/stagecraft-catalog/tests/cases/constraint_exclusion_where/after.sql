alter table public.bookings drop constraint free;
alter table public.bookings add constraint free exclude using gist (during with &&) where (room > 0);
