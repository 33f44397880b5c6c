-- R04, the hole: the policy is for a group whose member does not inherit from it
create role bed_auditor nologin noinherit;
