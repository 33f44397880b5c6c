-- exact
alter sequence app.ticket_number increment by 1 maxvalue 1000 cycle;
select setval('app.ticket_number', 500);
drop sequence app.ticket_number;
