syntax/err.D_CHR_OFLOW.nine.d:4:8-18: ERROR: D_CHR_OFLOW: character constant is too long
        trace('123456789');
              ~~~~~~~~~~~
HINT: a character constant holds at most 8 bytes; a string has double quotes
