create foreign data wrapper far;
create server north foreign data wrapper far options (host 'north.example', password 'a-secret', conn_string 'postgres://u:a-secret@h/d', url 'https://u:a-secret@h/d');
