pragmas/err.D_PRAGCTL_INVAL.define.d:2:1-11: ERROR: D_PRAGCTL_INVAL: invalid control directive: #define
#define X 1
~~~~~~~~~~~
HINT: -C runs the C preprocessor first; without it only #pragma, #line and a leading #! are known
