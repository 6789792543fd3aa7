syntax/err.D_STR_NL.string.d:4:8-11: ERROR: D_STR_NL: newline encountered in string literal
        trace("one
              ~~~~
HINT: write \n for a line break, and close the string on its own line
