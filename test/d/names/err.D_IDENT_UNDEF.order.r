names/err.D_IDENT_UNDEF.order.d:4:8: ERROR: D_IDENT_UNDEF: failed to resolve x: Unknown variable name
        trace(x);
              ~
HINT: a variable exists from its first assignment on, in the order of the text: x = 0;
