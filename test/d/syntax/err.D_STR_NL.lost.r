syntax/err.D_STR_NL.lost.d:4:9-18: ERROR: D_STR_NL: newline encountered in string literal
        printf("hello\n);
               ~~~~~~~~~~
HINT: write \n for a line break, and close the string on its own line
