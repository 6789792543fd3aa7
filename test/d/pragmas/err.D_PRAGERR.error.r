pragmas/err.D_PRAGERR.error.d:2:1-27: ERROR: D_PRAGERR: #error: not today 
#pragma D error "not today"
~~~~~~~~~~~~~~~~~~~~~~~~~~~
