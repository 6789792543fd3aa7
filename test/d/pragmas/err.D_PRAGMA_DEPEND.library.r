pragmas/err.D_PRAGMA_DEPEND.library.d:2:1-33: ERROR: D_PRAGMA_DEPEND: main program may not explicitly depend on a library
#pragma D depends_on library io.d
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
HINT: the libraries of -L are all there when the program is read
