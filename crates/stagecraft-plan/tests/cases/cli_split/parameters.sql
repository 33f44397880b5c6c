prepare pp (int, int) as select $1, $2;
prepare pq (int) as select $1$$;
select 1;
