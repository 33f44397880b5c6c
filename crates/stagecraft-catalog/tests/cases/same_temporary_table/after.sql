create temporary table x (n int);
