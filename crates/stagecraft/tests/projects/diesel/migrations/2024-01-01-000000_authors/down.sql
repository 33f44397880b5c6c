-- Takes the table away again.
drop table authors;
