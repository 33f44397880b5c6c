comment on access method tree is 'as usual';
