alter foreign data wrapper far options (set debug 'false', set api_key 'another-secret');
