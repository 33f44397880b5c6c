alter server north version '17';
