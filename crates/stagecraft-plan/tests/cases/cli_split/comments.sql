-- leading; comment
create table c_a (id int); -- same line; comment
/* block; */ create table c_b (id int) /* inside; */ ;

-- trailing; comment
