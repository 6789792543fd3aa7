macros/err.D_MACRO_OFLOW.wide.d:5:8-9: ERROR: D_MACRO_OFLOW: macro argument $1 constant 99999999999999999999 results in integer overflow
        trace($1);
              ~~
HINT: integers have 64 bits; $$1 takes an argument as a string
