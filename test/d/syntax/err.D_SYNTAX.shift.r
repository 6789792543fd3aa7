syntax/err.D_SYNTAX.shift.d:4:10-12: ERROR: D_SYNTAX: syntax error near ">>>"
        x = pid >>> 1;
                ~~~
HINT: >> fills with zeros where the value is unsigned: (uint64_t)x >> 1
