/* nothing */ ;
