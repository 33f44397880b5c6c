-- exact
alter type app.state rename value 'open' to 'opened';
