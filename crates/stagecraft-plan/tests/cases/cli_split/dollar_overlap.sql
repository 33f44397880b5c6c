select $$$;$$;
select $a$a$;$a$;
