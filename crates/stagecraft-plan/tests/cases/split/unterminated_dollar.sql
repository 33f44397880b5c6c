select 1;
do $x$ begin end $y$;
select 2;
