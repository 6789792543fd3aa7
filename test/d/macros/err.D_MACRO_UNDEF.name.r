macros/err.D_MACRO_UNDEF.name.d:4:8-14: ERROR: D_MACRO_UNDEF: macro argument $nosuch is not defined
        trace($nosuch);
              ~~~~~~~
HINT: macros are $1, $2, …, $target, $pid; a variable has no $: nosuch = 1;
