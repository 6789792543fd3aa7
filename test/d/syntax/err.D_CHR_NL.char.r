syntax/err.D_CHR_NL.char.d:4:8-9: ERROR: D_CHR_NL: newline encountered in character constant
        trace('a
              ~~
HINT: close the constant with ' on the same line
