-- since 18
create table public.bookings (room int4range, during tstzrange, constraint free unique (room, during));
