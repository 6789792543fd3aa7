printing/err.D_SYNTAX.conversion.d:4:9-14: ERROR: D_SYNTAX: format conversion #1 is undefined: %q
        printf("%q\n", 1);
               ~~~~~~
HINT: %d and %x print integers, %s strings, %c a character, %Y a time, %k a stack, and %% is a percent sign
