/* a /* b; */ c; */ create table nc_a (id int);
/*/ odd; */ create table nc_b (id int);
/* x /*/ y; */ z; */ create table nc_c (id int);
