drop subscription near;
