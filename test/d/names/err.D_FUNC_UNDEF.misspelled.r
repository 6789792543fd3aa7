names/err.D_FUNC_UNDEF.misspelled.d:4:2-6: ERROR: D_FUNC_UNDEF: undefined function name: prntf
        prntf("x");
        ~~~~~
HINT: did you mean printf?
