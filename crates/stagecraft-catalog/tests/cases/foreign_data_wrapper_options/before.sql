create foreign data wrapper far options (debug 'true', api_key 'a-secret');
