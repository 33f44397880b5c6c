create user mapping for anon server north options ("user" 'reader', password 'a-secret');
create user mapping for public server north;
