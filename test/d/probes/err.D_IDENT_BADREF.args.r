probes/err.D_IDENT_BADREF.args.d:4:8-11: ERROR: D_IDENT_BADREF: array 'args' may not be referenced as scalar
        trace(args.delay);
              ~~~~
HINT: did you mean args[0]->delayMs?

probes/err.D_IDENT_BADREF.args.d:5:8-11: ERROR: D_IDENT_BADREF: array 'args' may not be referenced as scalar
        trace(args->lateness);
              ~~~~
HINT: args is an array: args[0]->lateness, args[1], …
