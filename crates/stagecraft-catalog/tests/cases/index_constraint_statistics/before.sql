create table public.bookings (n int, constraint free exclude using btree ((n + 1) with =));
