before
inside 5
after

