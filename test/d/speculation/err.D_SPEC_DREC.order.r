speculation/err.D_SPEC_DREC.order.d:5:2-10: ERROR: D_SPEC_DREC: speculate( ) may not follow data-recording action(s)
        speculate(1);
        ~~~~~~~~~
HINT: speculate first, then record: speculate(id); trace(x);
