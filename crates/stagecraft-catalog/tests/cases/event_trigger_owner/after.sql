alter event trigger guard owner to guard_boss;
