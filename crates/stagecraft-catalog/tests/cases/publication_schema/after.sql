alter publication changes add tables in schema public;
