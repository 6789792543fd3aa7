syntax/err.D_PRAGCTL_INVAL.include.d:2:1-16: ERROR: D_PRAGCTL_INVAL: invalid control directive: #define
#define LIMIT 10
~~~~~~~~~~~~~~~~
HINT: -C runs the C preprocessor first; without it only #pragma, #line and a leading #! are known
