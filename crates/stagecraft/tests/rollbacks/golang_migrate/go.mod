module example.org/shops

go 1.22
