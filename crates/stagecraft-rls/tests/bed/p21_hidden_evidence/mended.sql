-- P21, mended.
alter policy own on private.members using (user_id = (select auth.uid()));
