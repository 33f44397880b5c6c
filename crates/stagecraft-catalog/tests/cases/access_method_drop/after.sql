drop access method tree;
