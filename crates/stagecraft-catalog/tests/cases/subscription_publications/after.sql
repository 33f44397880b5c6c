alter subscription near set publication others, changes with (refresh = false);
