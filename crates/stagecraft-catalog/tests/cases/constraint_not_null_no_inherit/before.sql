-- since 18
create table public.shops (id bigint constraint filled not null no inherit);
