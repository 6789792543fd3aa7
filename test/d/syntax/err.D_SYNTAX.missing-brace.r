syntax/err.D_SYNTAX.missing-brace.d:4:8: ERROR: D_SYNTAX: expected } before "tick"
        x = 1;
              ~
syntax/err.D_SYNTAX.missing-brace.d:3:1: this { has no }
{
~
