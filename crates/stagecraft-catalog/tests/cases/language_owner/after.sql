alter language old owner to postgres;
