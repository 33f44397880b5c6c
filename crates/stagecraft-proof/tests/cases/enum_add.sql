-- exact
alter type app.state add value 'archived' after 'open';
