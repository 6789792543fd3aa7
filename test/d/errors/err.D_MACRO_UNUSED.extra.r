errors/err.D_MACRO_UNUSED.extra.d:11:1: ERROR: D_MACRO_UNUSED: extraneous argument 'extra' ($2 is not referenced)
HINT: use it in the script, drop it, or set -x argref
