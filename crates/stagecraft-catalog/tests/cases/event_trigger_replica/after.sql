alter event trigger guard enable replica;
