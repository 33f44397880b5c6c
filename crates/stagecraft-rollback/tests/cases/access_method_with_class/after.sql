drop access method tree cascade;
