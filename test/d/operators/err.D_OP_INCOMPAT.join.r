operators/err.D_OP_INCOMPAT.join.d:4:6-14: ERROR: D_OP_INCOMPAT: operands have incompatible types: "string" + "string"
        x = "a" + "b";
            ~~~~~~~~~
HINT: strjoin(a, b) joins two strings

operators/err.D_OP_INCOMPAT.join.d:5:6-18: ERROR: D_OP_INCOMPAT: operands have incompatible types: "string" == "int"
        y = execname == 3;
            ~~~~~~~~~~~~~
HINT: lltostr(n) makes a string of a number, strtoll(s) a number of a string
