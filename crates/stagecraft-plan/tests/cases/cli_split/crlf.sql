create table crlf_a (id int);
-- note; here
create table crlf_b (
  id int
);
