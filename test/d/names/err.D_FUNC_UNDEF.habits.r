names/err.D_FUNC_UNDEF.habits.d:4:2-8: ERROR: D_FUNC_UNDEF: undefined function name: println
        println("x");
        ~~~~~~~
HINT: printf("%s %d\n", s, n) prints strings and numbers, print(args[0]) a value with its members

names/err.D_FUNC_UNDEF.habits.d:5:7-13: ERROR: D_FUNC_UNDEF: undefined function name: average
        @a = average(1);
             ~~~~~~~
HINT: avg(n) is the mean

names/err.D_FUNC_UNDEF.habits.d:6:7-11: ERROR: D_FUNC_UNDEF: undefined function name: Count
        @b = Count();
             ~~~~~
HINT: did you mean count?

names/err.D_FUNC_UNDEF.habits.d:7:7-14: ERROR: D_FUNC_UNDEF: undefined function name: quantise
        @c = quantise(1);
             ~~~~~~~~
HINT: did you mean quantize?
