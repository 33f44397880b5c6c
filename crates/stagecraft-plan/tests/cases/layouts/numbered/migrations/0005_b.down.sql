select -55;
