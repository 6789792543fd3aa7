probes/err.D_ARGS_IDX.begin.d:4:8-14: ERROR: D_ARGS_IDX: index 0 is out of range for dtrace:::BEGIN args[ ]
        trace(args[0]);
              ~~~~~~~
HINT: this probe has no arguments
