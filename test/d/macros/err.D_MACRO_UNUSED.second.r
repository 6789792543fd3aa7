macros/err.D_MACRO_UNUSED.second.d:7:1: ERROR: D_MACRO_UNUSED: extraneous argument '2' ($2 is not referenced)
HINT: use it in the script, drop it, or set -x argref
