do $$ begin update t set x = 1; commit; end $$;
do $$ begin raise notice 'commit;'; end $$;
call p();
