names/err.D_FUNC_UNDEF.version.d:6:8-12: ERROR: D_FUNC_UNDEF: undefined function name: htons
        trace(htons(1));
              ~~~~~
HINT: it came to D after the version that the program asks for
