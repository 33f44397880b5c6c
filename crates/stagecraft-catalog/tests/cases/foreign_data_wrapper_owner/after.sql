alter foreign data wrapper far owner to far_boss;
