-- R04, mended.
create role bed_auditor nologin inherit;
