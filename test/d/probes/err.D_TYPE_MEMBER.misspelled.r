probes/err.D_TYPE_MEMBER.misspelled.d:4:17-23: ERROR: D_TYPE_MEMBER: dealyMs is not a member of timer
        trace(args[0]->dealyMs);
                       ~~~~~~~
HINT: did you mean delayMs?
HINT: members of timer: id, delayMs, repeat, ref
