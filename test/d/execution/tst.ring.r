5
6
END after 6

