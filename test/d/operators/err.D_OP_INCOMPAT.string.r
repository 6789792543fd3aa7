operators/err.D_OP_INCOMPAT.string.d:5:2-10: ERROR: D_OP_INCOMPAT: operands have incompatible types: "int" = "string"
        x = "one";
        ~~~~~~~~~
operators/err.D_OP_INCOMPAT.string.d:4:2: x gets its type here
        x = 1;
        ~
HINT: x is an integer since its first assignment
