macros/err.D_MACRO_UNDEF.near.d:4:8-13: ERROR: D_MACRO_UNDEF: macro argument $targt is not defined
        trace($targt);
              ~~~~~~
HINT: did you mean $target?

macros/err.D_MACRO_UNDEF.near.d:5:2-7: ERROR: D_MACRO_UNDEF: macro argument $count is not defined
        $count = 1;
        ~~~~~~
HINT: macros are $1, $2, …, $target, $pid; a variable has no $: count = 1;
