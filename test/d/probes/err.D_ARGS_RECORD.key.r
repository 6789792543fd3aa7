probes/err.D_ARGS_RECORD.key.d:4:4-10: ERROR: D_ARGS_RECORD: args[0] is a record of type timer and cannot be used as a whole
        @[args[0]] = count();
          ~~~~~~~
HINT: name a member: args[0]->id (id, delayMs, repeat, ref)
