names/err.D_FUNC_IDENT.number.d:4:8: ERROR: D_FUNC_IDENT: function designator is not an identifier
        trace(1(2));
              ~
HINT: a call begins with the name of a function: strlen(s)
