macros/err.D_MACRO_UNDEF.first.d:4:8-9: ERROR: D_MACRO_UNDEF: macro argument $1 is not defined
        trace($1);
              ~~
HINT: give it after the script, or set -x defaultargs to read missing ones as 0 and ""
