names/err.D_IDENT_UNDEF.variable.d:4:8-13: ERROR: D_IDENT_UNDEF: failed to resolve nosuch: Unknown variable name
        trace(nosuch);
              ~~~~~~
HINT: a variable exists from its first assignment on, in the order of the text: x = 0;
