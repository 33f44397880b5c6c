create table public.bookings (during tstzrange, room int, constraint free exclude using gist (during with &&));
