names/err.D_FUNC_IDENT.method.d:4:2-12: ERROR: D_FUNC_IDENT: function designator is not an identifier
        console.log("x");
        ~~~~~~~~~~~
HINT: printf("%s %d\n", s, n) prints strings and numbers, print(args[0]) a value with its members

names/err.D_FUNC_IDENT.method.d:6:8-17: ERROR: D_FUNC_IDENT: function designator is not an identifier
        trace(s.includes("a"));
              ~~~~~~~~~~
HINT: strstr(s, part) != NULL, or index(s, part) >= 0
