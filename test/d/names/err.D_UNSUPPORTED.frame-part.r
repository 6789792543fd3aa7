names/err.D_UNSUPPORTED.frame-part.d:3:2-14: ERROR: D_UNSUPPORTED: a part of a frame inside an expression is not supported in ntrace
/umod(ucaller) == "app.js"/
 ~~~~~~~~~~~~~
HINT: print it, or use it as a key: @[umod(ucaller)] = count();
