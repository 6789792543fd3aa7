/foo/bar
/foo/bar
/bar
/c
foo/bar

