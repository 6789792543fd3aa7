types/err.D_XLATE_MEMB.unknown.d:6:2-6: ERROR: D_XLATE_MEMB: translator member frist is not a member of struct out
        frist = v->i;
        ~~~~~
HINT: did you mean first?
