-- equivalent
alter domain app.email drop constraint email_check;
alter domain app.email set default 'a@b';
drop domain app.email cascade;
