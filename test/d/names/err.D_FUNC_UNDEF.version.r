names/err.D_FUNC_UNDEF.version.d:6:8-12: ERROR: D_FUNC_UNDEF: undefined function name: htons
        trace(htons(1));
              ~~~~~
HINT: did you mean htonl?
