alter foreign data wrapper far rename to near;
