drop user mapping for anon server north;
create user mapping for anon server north options (password 'a-secret', "user" 'reader');
alter user mapping for anon server north options (drop "user", drop password);
alter user mapping for anon server north options (add "user" 'reader', add password 'a-secret');
