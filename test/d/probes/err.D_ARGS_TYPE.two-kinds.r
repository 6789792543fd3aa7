probes/err.D_ARGS_TYPE.two-kinds.d:4:8-14: ERROR: D_ARGS_TYPE: args[0] differs in type between the probes of this clause
        trace(args[0]->id);
              ~~~~~~~
HINT: write one clause per kind of probe, or use its integer view argN
