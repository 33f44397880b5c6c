alter table public.bookings drop constraint free;
alter table public.bookings add constraint free unique (room, during without overlaps);
