syntax/err.D_INT_DIGIT.octal.d:4:8-11: ERROR: D_INT_DIGIT: constant 0779 contains invalid digit 9
        trace(0779);
              ~~~~
HINT: a number that begins with 0 is octal
