alter event trigger guard disable;
