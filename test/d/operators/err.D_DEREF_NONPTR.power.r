operators/err.D_DEREF_NONPTR.power.d:4:9-11: ERROR: D_DEREF_NONPTR: cannot dereference non-pointer type
        x = 2 ** 3;
               ~~~
HINT: D has no **: the second * reads what a pointer points to
