errors/err.D_IDENT_UNDEF.never-assigned.d:8:8-14: ERROR: D_IDENT_UNDEF: failed to resolve nothing: Unknown variable name
        trace(nothing);
              ~~~~~~~
HINT: a variable exists from its first assignment on, in the order of the text: x = 0;
