pragmas/err.D_PRAGMA_SCOPE.builtin.d:2:1-33: ERROR: D_PRAGMA_SCOPE: #pragma binding cannot modify entity defined outside program scope
#pragma D binding "1.0" timestamp
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
