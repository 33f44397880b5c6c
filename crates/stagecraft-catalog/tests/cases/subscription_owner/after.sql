alter subscription near owner to near_boss;
