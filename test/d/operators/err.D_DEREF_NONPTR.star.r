operators/err.D_DEREF_NONPTR.star.d:5:8-9: ERROR: D_DEREF_NONPTR: cannot dereference non-pointer type
        trace(*x);
              ~~
HINT: it is applied to a value of type int
