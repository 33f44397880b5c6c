do $żółć$ begin perform 1; perform 2; end $żółć$;
select 'ż$$;' as x;
