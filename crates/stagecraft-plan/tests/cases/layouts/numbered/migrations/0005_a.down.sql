select -5;
