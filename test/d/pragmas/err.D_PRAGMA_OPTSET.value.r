pragmas/err.D_PRAGMA_OPTSET.value.d:2:26-29: ERROR: D_PRAGMA_OPTSET: failed to set option 'strsize' to 'many': Invalid value for specified option
#pragma D option strsize=many
                         ~~~~
HINT: strsize, bytes that a string keeps, takes a size such as 512, 64k, 4m
