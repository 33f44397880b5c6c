alter server north rename to south;
