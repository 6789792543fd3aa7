syntax/err.D_EMPTY.nothing.d:3:1: ERROR: D_EMPTY: empty D program translation unit
HINT: a program needs a clause, such as BEGIN { trace("hello"); }
