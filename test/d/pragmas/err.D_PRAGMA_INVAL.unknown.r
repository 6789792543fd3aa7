pragmas/err.D_PRAGMA_INVAL.unknown.d:2:1-22: ERROR: D_PRAGMA_INVAL: invalid D pragma: nosuch
#pragma D nosuch thing
~~~~~~~~~~~~~~~~~~~~~~
