types/err.D_DEREF_VOID.pointer.d:6:8-9: ERROR: D_DEREF_VOID: cannot dereference pointer to void
        trace(*p);
              ~~
HINT: cast it to a pointer to what lies there: *(int *)p
