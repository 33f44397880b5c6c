create access method tree type index handler bthandler;
