vacuum t;
vacuum u;
