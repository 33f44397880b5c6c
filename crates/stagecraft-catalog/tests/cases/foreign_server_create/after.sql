create server north type 'postgres' version '17' foreign data wrapper far options (host 'north.example', port '5432');
comment on server north is 'the old one';
