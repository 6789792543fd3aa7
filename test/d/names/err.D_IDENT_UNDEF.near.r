names/err.D_IDENT_UNDEF.near.d:4:16-23: ERROR: D_IDENT_UNDEF: failed to resolve timestmp: Unknown variable name
        self->start = timestmp;
                      ~~~~~~~~
HINT: did you mean timestamp?

names/err.D_IDENT_UNDEF.near.d:5:8-15: ERROR: D_IDENT_UNDEF: failed to resolve execName: Unknown variable name
        trace(execName);
              ~~~~~~~~
HINT: did you mean execname?

names/err.D_IDENT_UNDEF.near.d:6:20-30: ERROR: D_IDENT_UNDEF: failed to resolve self->strat: Unknown variable name
        trace(timestamp - self->strat);
                          ~~~~~~~~~~~
HINT: did you mean self->start?

names/err.D_IDENT_UNDEF.near.d:7:8-12: ERROR: D_IDENT_UNDEF: failed to resolve start: Unknown variable name
        trace(start);
              ~~~~~
HINT: there is self->start, which is another variable

names/err.D_IDENT_UNDEF.near.d:8:8-13: ERROR: D_IDENT_UNDEF: failed to resolve ustack: Unknown variable name
        trace(ustack);
              ~~~~~~
HINT: ustack is a function: ustack()
