drop user mapping for anon server north;
