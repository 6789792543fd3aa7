operators/err.D_OP_ACT.conditional.d:4:2-24: ERROR: D_OP_ACT: action cannot be used in a conditional context
        1 ? trace(1) : trace(2);
        ~~~~~~~~~~~~~~~~~~~~~~~
HINT: use a predicate, or if (…) { … }
