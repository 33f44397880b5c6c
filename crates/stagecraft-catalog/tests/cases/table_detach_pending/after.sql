-- As an interrupted `detach partition concurrently` leaves it.
update pg_catalog.pg_inherits set inhdetachpending = true;
