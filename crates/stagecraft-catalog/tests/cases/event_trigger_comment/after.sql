comment on event trigger guard is 'stands guard';
