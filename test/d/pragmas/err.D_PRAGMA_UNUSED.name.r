pragmas/err.D_PRAGMA_UNUSED.name.d:2:1-48: ERROR: D_PRAGMA_UNUSED: unused #pragma attributes
#pragma D attributes Stable/Stable/Common nobody
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
HINT: no declaration in this program has the name nobody
