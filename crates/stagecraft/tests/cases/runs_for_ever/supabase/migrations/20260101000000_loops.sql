create table public.before (id int);
do $$ begin loop perform 1; end loop; end $$;
