operators/err.D_OP_SOU.length.d:4:8-22: ERROR: D_OP_SOU: operator . cannot be applied to type "string"; must be applied to a struct or union
        trace(execname.length);
              ~~~~~~~~~~~~~~~
HINT: strlen(s) is the length of a string
