create tabel t ();
