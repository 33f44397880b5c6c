alter server north options (set host 'south.example', set password 'another-secret', set conn_string 'postgres://u:another-secret@h/d', set url 'https://u:another-secret@h/d');
