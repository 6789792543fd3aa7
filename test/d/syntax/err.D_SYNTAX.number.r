syntax/err.D_SYNTAX.number.d:4:8: ERROR: D_SYNTAX: syntax error near "n"
        x = 10n;
              ~
HINT: integers have 64 bits: none has an n

syntax/err.D_SYNTAX.number.d:5:7-10: ERROR: D_SYNTAX: syntax error near "_000"
        y = 1_000;
             ~~~~
HINT: digits are not grouped: 1000

syntax/err.D_SYNTAX.number.d:6:7-8: ERROR: D_SYNTAX: syntax error near "xg"
        z = 0xg;
             ~~
HINT: numbers are decimal, hexadecimal as 0xff, octal as 0777
