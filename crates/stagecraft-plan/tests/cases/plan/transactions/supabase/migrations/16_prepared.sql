begin;
prepare transaction 'x';
