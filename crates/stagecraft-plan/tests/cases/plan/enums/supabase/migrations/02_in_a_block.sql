alter type status add value 'late';
do $$ begin update t set status = 'late'; end $$;
