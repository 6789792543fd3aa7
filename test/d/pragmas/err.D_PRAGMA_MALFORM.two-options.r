pragmas/err.D_PRAGMA_MALFORM.two-options.d:2:1-33: ERROR: D_PRAGMA_MALFORM: superfluous arguments specified for #pragma option
#pragma D option quiet flowindent
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
